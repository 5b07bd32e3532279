/** Standard output and error: what Python prints goes to the host. */

import type { Imports, MicroPythonExports } from '../micropython/load-micropython.ts';
import type { OutputStream } from './output-stream.ts';
import { packageBanner } from '../micropython/identity.ts';
import { fileNumber } from './standard-streams.ts';

const printing: readonly number[] = [fileNumber.output, fileNumber.error, fileNumber.outputBuffer];
const vectorBytes = 8;

/** Replaces the import. `banner` stands in place of the package's own end of the banner. */
export function installOutput(
  imports: Imports,
  exports: () => MicroPythonExports,
  output: OutputStream,
  banner: string,
): void {
  const wasi = imports['wasi_snapshot_preview1'] ?? {};
  const write = wasi['fd_write'] as unknown as (...parameters: number[]) => number;
  const ownBanner = new TextEncoder().encode(banner);
  wasi['fd_write'] = (file: number, vectors: number, count: number, total: number): number => {
    if (!printing.includes(file)) return write(file, vectors, count, total);
    const { buffer } = exports().memory;
    const view = new DataView(buffer);
    let written = 0;
    for (let index = 0; index < count; index++) {
      const place = view.getUint32(vectors + index * vectorBytes, true);
      const length = view.getUint32(vectors + index * vectorBytes + 4, true);
      const bytes = new Uint8Array(buffer, place, length);
      if (file === fileNumber.outputBuffer) output.send(bytes);
      else output.print(isPackageBanner(bytes) ? ownBanner : bytes);
      written += length;
    }
    view.setUint32(total, written, true);
    return 0;
  };
}

function isPackageBanner(bytes: Uint8Array): boolean {
  if (bytes.length !== packageBanner.length || bytes[0] !== packageBanner.charCodeAt(0)) return false;
  return bytes.every((byte, index) => byte === packageBanner.charCodeAt(index));
}
