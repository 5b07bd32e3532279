/**
 * What MicroPython 1.27 on a Pico W offers by name. A test compares it with the simulated Pico; what
 * that does not simulate is from MicroPython's documentation.
 */

import members from './members.json';

const split = (names: string): readonly string[] => names.split(' ').filter((name) => name !== '');

function splitAll(all: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(all).map(([name, names]) => [name, split(names)]));
}

/** Names that need no import. */
export const builtins: readonly string[] = split(members.builtins);

/** Every module with its members. */
export const moduleMembers: ReadonlyMap<string, readonly string[]> = splitAll(members.modules);

/** Methods and constants of objects, by the type as error messages name it. */
export const typeMembers: ReadonlyMap<string, readonly string[]> = splitAll(members.types);

/** Modules that need the radio of a Pico W. */
export const radioModules: ReadonlySet<string> = new Set(
  (
    'network socket lwip ssl tls requests urequests mip ntptime websocket webrepl bluetooth aioble usocket ' +
    'ussl'
  ).split(' '),
);

/** Where a name belongs that several modules could have, the likeliest first. */
export const usualModules: readonly string[] = [
  'machine',
  'time',
  'random',
  'math',
  'neopixel',
  'network',
  'rp2',
  'json',
  'os',
  'sys',
  'asyncio',
];
