/** Reads and changes the few sections of a WebAssembly file that Binaryen does not reach. */

const headerLength = 8;
const customSection = 0;
const memorySection = 5;
/** Subsections of the custom section "name" (WebAssembly specification, appendix "Custom Sections"). */
const functionNames = 1;
const globalNames = 7;
/** A memory's limits: has a maximum, and may be shared between threads (threads proposal). */
const sharedWithMaximum = 0x03;

/** Appends names for functions and globals, by index; Binaryen then calls them so. */
export function nameForBinaryen(
  module: Uint8Array,
  functions: Readonly<Record<number, string>>,
  globals: Readonly<Record<number, string>>,
): Uint8Array<ArrayBuffer> {
  const content = [
    ...text('name'),
    ...sized(functionNames, nameMap(functions)),
    ...sized(globalNames, nameMap(globals)),
  ];
  return Uint8Array.from([...module, ...sized(customSection, content)]);
}

/** Sets the size of the one memory, in pages of 64 KB, and makes it shared. */
export function limitMemory(
  module: Uint8Array,
  pages: { readonly initial: number; readonly maximum: number },
): Uint8Array<ArrayBuffer> {
  let position = headerLength;
  while (position < module.length) {
    const id = module[position];
    const size = readUnsigned(module, position + 1);
    const end = size.next + size.value;
    if (id === memorySection) {
      const limits = [1, sharedWithMaximum, ...unsigned(pages.initial), ...unsigned(pages.maximum)];
      return Uint8Array.from([
        ...module.subarray(0, position),
        ...sized(memorySection, limits),
        ...module.subarray(end),
      ]);
    }
    position = end;
  }
  throw new Error('The module has no memory section');
}

function nameMap(names: Readonly<Record<number, string>>): number[] {
  const entries = Object.entries(names);
  return [
    ...unsigned(entries.length),
    ...entries.flatMap(([index, name]) => [...unsigned(Number(index)), ...text(name)]),
  ];
}

function sized(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function text(value: string): number[] {
  const bytes = new TextEncoder().encode(value);
  return [...unsigned(bytes.length), ...bytes];
}

/** An unsigned number as LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const more = rest > 0x7f;
    bytes.push((rest & 0x7f) | (more ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return bytes;
}

function readUnsigned(bytes: Uint8Array, start: number): { value: number; next: number } {
  let value = 0;
  let next = start;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[next++];
    if (byte === undefined) throw new Error('The module is cut short');
    value |= (byte & 0x7f) << shift;
    if ((byte & 0x80) === 0) return { value: value >>> 0, next };
  }
}
