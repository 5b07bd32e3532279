/** Makes boards of the ports that the system lists: which is which, and how they are called. */

import { t } from '../../../resources/messages/messages.ts';
import type { ListedPort } from './listed-port.ts';
import { identityOf, type BoardNature } from './usb-identities.ts';

/** One board, or what may be one. */
export interface FoundPort {
  /** Stable: by its serial number where it has one, so that it is the same board at another port. */
  readonly id: string;
  readonly nature: BoardNature;
  /** The port to open; of several of one device, the one where the prompt is. */
  readonly port: ListedPort;
  /** "Pico on COM3". */
  readonly label: string;
  /** "Pico E661", by the end of its serial number; of no other board that is listed too. */
  readonly shortName?: string;
}

/** Fewest digits of a serial number that people get to see. */
const fewestDigits = 4;

/** Everything that concerns us, in the order of the list. What is none of ours is left out. */
export function findPorts(listed: readonly ListedPort[]): FoundPort[] {
  const concerned = withoutSecondPorts(listed.filter((port) => identityOf(port).nature !== 'nothing'));
  const numbers = concerned.map((port) => serialNumberOf(port)).filter((number) => number !== undefined);
  return concerned.map((port) => {
    const number = serialNumberOf(port);
    // Two that claim to be the same are told apart by their ports.
    const isUnique = number !== undefined && numbers.filter((other) => other === number).length === 1;
    return foundPort(port, isUnique ? number : undefined, numbers);
  });
}

/** A port that was asked for by name: whatever it is, somebody wants to open it. */
export function namedPort(port: ListedPort): FoundPort {
  return foundPort(port, serialNumberOf(port), []);
}

function foundPort(port: ListedPort, number: string | undefined, numbers: readonly string[]): FoundPort {
  const { nature, name } = identityOf(port);
  const place = port.path ?? port.place ?? '';
  return {
    id: nature === 'bootsel' ? `bootsel:${place}` : `serial:${number ?? place}`,
    nature: nature === 'nothing' ? 'unknown' : nature,
    port,
    label: labelOf(port, nature, name),
    ...(number !== undefined && { shortName: t('board:short', { end: endOf(number, numbers) }) }),
  };
}

function labelOf(port: ListedPort, nature: BoardNature | 'nothing', name: string | undefined): string {
  const at = shortPath(port.path ?? '');
  switch (nature) {
    case 'bootsel':
      return t('board:inBootsel', { name: name ?? 'Pico' });
    case 'debug-probe':
      return t('board:probeOnPort', { name: name ?? 'Debug Probe', port: at });
    case 'bridge':
      return t('board:bridgeOnPort', { port: at });
    case 'micropython':
    case 'circuitpython':
      return t('board:onPort', { port: at });
    case 'unknown':
      return t('board:unknownOnPort', { port: at });
    case 'nothing':
      return t('board:portOnly', { port: at });
  }
}

/** As people say it: without the folder that all ports are in. */
function shortPath(path: string): string {
  return path.replace(/^\/dev\/(?:(?:cu|tty)\.)?/, '');
}

/** The serial number of the board: that of a bridge or of a Pico in BOOTSEL mode is not. */
function serialNumberOf(port: ListedPort): string | undefined {
  const { nature } = identityOf(port);
  return nature === 'bridge' || nature === 'bootsel' || nature === 'debug-probe'
    ? undefined
    : port.serialNumber;
}

/** As many of its last digits as tell it from the others. */
function endOf(number: string, numbers: readonly string[]): string {
  const others = numbers.filter((other) => other !== number);
  for (let length = fewestDigits; length < number.length; length++) {
    const end = number.slice(-length);
    if (!others.some((other) => other.endsWith(end))) return end;
  }
  return number;
}

/**
 * One device may have several ports: CircuitPython offers a second one for data. The prompt is at the first. Of the
 * several ports of a bridge each leads somewhere else.
 */
function withoutSecondPorts(ports: readonly ListedPort[]): ListedPort[] {
  return ports.filter((port) => {
    if (identityOf(port).nature === 'bridge') return true;
    return !ports.some((other) => isSameDevice(port, other) && interfaceOf(other) < interfaceOf(port));
  });
}

function isSameDevice(one: ListedPort, other: ListedPort): boolean {
  return (
    one.place === other.place &&
    one.serialNumber === other.serialNumber &&
    one.usb?.vendorId === other.usb?.vendorId &&
    one.usb?.productId === other.usb?.productId
  );
}

function interfaceOf({ interfaceNumber = 0 }: ListedPort): number {
  return interfaceNumber;
}
