/** A second Pico that mounts what is in the first one's flash: what the files are, past the first one's interpreter. */

import { createHash } from 'node:crypto';
import type { EmulatedPicoState } from '../../runtime/emulator/emulated-pico.ts';
import { FirmwarePico } from '../support/firmware-pico.ts';
import { sumLength, type FileSums } from './desk.ts';

const program = `
import os, vfs, rp2, hashlib, binascii
os.chdir('/')
vfs.umount('/')
vfs.mount(vfs.VfsLfs2(rp2.Flash(), progsize=256), '/')
def show(folder):
    for entry in os.ilistdir(folder):
        path = folder + entry[0]
        if entry[1] == 0x4000:
            print(path + '/', '')
            show(path + '/')
        else:
            sum = hashlib.sha256()
            with open(path, 'rb') as file:
                while piece := file.read(1024): sum.update(piece)
            print(path, binascii.hexlify(sum.digest()).decode()[:${sumLength}])
show('/')
`;

/** Begins from the same snapshot every time. */
export class FlashReader {
  readonly #pico: FirmwarePico;
  readonly #snapshot: EmulatedPicoState;
  /** What was read before, by the sum of the whole flash: most faults leave it as it was, or as it should be. */
  readonly #known = new Map<string, FileSums>();

  private constructor(pico: FirmwarePico) {
    this.#pico = pico;
    this.#snapshot = pico.pico.snapshot();
  }

  static async create(): Promise<FlashReader> {
    return new FlashReader(await FirmwarePico.atPrompt('pico'));
  }

  /** Throws MicroPython's error where the file system cannot be mounted or a file cannot be read. */
  sums(flash: Uint8Array): FileSums {
    const sum = createHash('sha256').update(flash).digest('hex');
    const sums = this.#known.get(sum) ?? this.#read(flash);
    this.#known.set(sum, sums);
    return sums;
  }

  #read(flash: Uint8Array): FileSums {
    const { chip, ...others } = this.#snapshot;
    this.#pico.pico.restore({ ...others, chip: { ...chip, flashCells: flash.slice() } });
    const lines = this.#pico.run(program).split('\r\n').filter(Boolean);
    return Object.fromEntries(lines.map((line) => line.split(' ') as [string, string]));
  }
}
