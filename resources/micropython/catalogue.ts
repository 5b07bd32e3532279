/**
 * What MicroPython on a Pico W offers by name: recorded from its firmware, 1.26.1, with what modules
 * import for themselves left out; a test compares it with the simulated Pico. Signatures are written by hand,
 * for what beginners use; explanations are in the message catalogue, `micropython.json`, by the same
 * names.
 */

import names from './names.json';
import signatures from './signatures.json';

const split = (text: string): readonly string[] => text.split(' ').filter((name) => name !== '');
const splitAll = (all: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> =>
  new Map(Object.entries(all).map(([name, members]) => [name, split(members)]));

/** Names that need no import. */
export const builtins: readonly string[] = split(names.builtins);

/** Every module with its members. */
export const moduleMembers: ReadonlyMap<string, readonly string[]> = splitAll(names.modules);

/** Methods and constants of objects, by the name of their type. */
export const typeMembers: ReadonlyMap<string, readonly string[]> = splitAll(names.types);

/** Python's own words, as MicroPython knows them. */
export const keywords: readonly string[] = split(
  'False None True and as assert async await break class continue def del elif else except finally for ' +
    'from global if import in is lambda nonlocal not or pass raise return try while with yield',
);

/** Old names of modules that programs from books still import. */
export const formerModules: Readonly<Record<string, string>> = {
  utime: 'time',
  uos: 'os',
  ujson: 'json',
  ure: 're',
  urandom: 'random',
  ustruct: 'struct',
  usocket: 'socket',
  uasyncio: 'asyncio',
  urequests: 'requests',
};

/** Where a name belongs: no module, a module, or a type. */
export type Home = { readonly of: 'builtins' } | { readonly of: 'in' | 'of'; readonly name: string };

/** What a function is given, as `(seconds)`; `undefined` where that is not written down. */
export function signatureOf(home: Home, name: string): string | undefined {
  const all: Record<string, string> | undefined =
    home.of === 'builtins'
      ? signatures.builtins
      : (signatures[home.of] as Record<string, Record<string, string>>)[home.name];
  return all && Object.hasOwn(all, name) ? all[name] : undefined;
}

/** Types of what functions give back, where members of it are worth offering. */
const results: Readonly<Record<string, string>> = {
  open: 'TextIOWrapper',
  input: 'str',
  str: 'str',
  repr: 'str',
  chr: 'str',
  hex: 'str',
  bin: 'str',
  list: 'list',
  sorted: 'list',
  dict: 'dict',
  set: 'set',
  tuple: 'tuple',
  bytes: 'bytes',
  bytearray: 'bytearray',
  'os.listdir': 'list',
  'time.localtime': 'tuple',
  'json.dumps': 'str',
  'socket.socket': 'socket',
  'machine.unique_id': 'bytes',
  'framebuf.FrameBuffer': 'FrameBuffer',
};

/** The type of what calling `path` gives, `Pin` for `machine.Pin`; `undefined` where that is not known. */
export function resultOf(path: string): string | undefined {
  if (Object.hasOwn(results, path)) return results[path];
  const [module, name, ...more] = path.split('.');
  const isClass = more.length === 0 && name !== undefined && typeMembers.has(name) && /^[A-Z]/.test(name);
  return isClass && moduleMembers.get(module!)?.includes(name) ? name : undefined;
}
