/** Desks with a Pico that runs real firmware, in simulated time. */

import type { EmulatedPicoState } from '../../runtime/emulator/emulated-pico.ts';
import { FirmwareLink } from '../support/firmware-link.ts';
import { FirmwarePico } from '../support/firmware-pico.ts';
import { ReusedPico } from '../support/reused-pico.ts';
import type { Desk, DeskMaker } from './desk.ts';
import { FlashReader } from './flash-reader.ts';

/** Begins every desk from a snapshot of one Pico. */
export class FirmwareDesks implements DeskMaker {
  /** By the files, and by what prepared them. */
  readonly #snapshots = new Map<object, EmulatedPicoState>();
  #flash: Uint8Array | undefined;
  #pico: FirmwarePico | undefined;
  #reader: FlashReader | undefined;

  async begin(
    files: Readonly<Record<string, Uint8Array>>,
    prepare?: (desk: Desk) => Promise<void>,
  ): Promise<Desk> {
    const bare = this.#snapshots.get(files) ?? (await picoWith(files));
    this.#snapshots.set(files, bare);
    if (!prepare) return this.#deskWith(bare);
    let prepared = this.#snapshots.get(prepare);
    if (!prepared) {
      await prepare(await this.#deskWith(bare));
      prepared = this.#pico!.pico.snapshot();
      this.#snapshots.set(prepare, prepared);
    }
    return this.#deskWith(prepared);
  }

  async end(): Promise<void> {
    this.#snapshots.clear();
  }

  async #deskWith(snapshot: EmulatedPicoState): Promise<Desk> {
    const flash = (this.#flash ??= snapshot.chip.flashCells.slice());
    const pico = (this.#pico ??= new FirmwarePico(flash, 1, ReusedPico));
    flash.set(snapshot.chip.flashCells);
    pico.pico.restore(snapshot);
    const link = new FirmwareLink(pico);
    const reader = (this.#reader ??= await FlashReader.create());
    return {
      link,
      clock: link.time,
      until: (job, limit) => link.time.until(job, limit),
      files: async () => reader.sums(flash),
    };
  }
}

/** A Pico at its prompt with these files, its port closed. */
async function picoWith(files: Readonly<Record<string, Uint8Array>>): Promise<EmulatedPicoState> {
  const pico = await FirmwarePico.atPrompt('pico');
  for (const [path, content] of Object.entries(files)) {
    const text = JSON.stringify(Buffer.from(content).toString('base64'));
    pico.run(`import binascii\nwith open('${path}', 'wb') as file: file.write(binascii.a2b_base64(${text}))`);
  }
  pico.replug();
  pico.open();
  pico.prompt();
  pico.pico.closeSerial();
  pico.pass(20);
  return pico.pico.snapshot();
}
