/**
 * The numbers of `sys.stdin`, `sys.stdout`, `sys.stderr` and their buffers.
 *
 * The package gives a buffer the number of its stream. Ours have their own: a Pico translates the line
 * ends of text, but hands the bytes of a buffer through as they are.
 */

/** Larger than that of any open file. */
const firstOwnNumber = 0x10000;

/** What `read`, `write` and `poll` are called with. */
export const fileNumber = {
  input: 0,
  output: 1,
  error: 2,
  inputBuffer: firstOwnNumber,
  outputBuffer: firstOwnNumber + 1,
} as const;

/** `mp_obj_vfs_posix_file_t` {type, number}. */
const numberInFile = 4;

/** Gives a buffer, by its address, a number of its own. Throws when it is not the stream's yet. */
export function renumberBuffer(memory: WebAssembly.Memory, buffer: number, from: number): void {
  const view = new DataView(memory.buffer);
  if (view.getUint32(buffer + numberInFile, true) !== from) {
    throw new Error('MicroPython numbers its standard streams otherwise; its version must be 1.27.0');
  }
  const own = from === fileNumber.input ? fileNumber.inputBuffer : fileNumber.outputBuffer;
  view.setUint32(buffer + numberInFile, own, true);
}

/** The stream that a number stands for, as the package knows it. */
export function packageNumber(file: number): number {
  if (file === fileNumber.inputBuffer) return fileNumber.input;
  return file === fileNumber.outputBuffer ? fileNumber.output : file;
}
