/** An emulated RP2040 with real firmware, driven in simulated time: what tests of its parts run programs on. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Rp2040 } from '../../runtime/emulator/chip/rp2040.ts';
import type { FlashStore } from '../../runtime/emulator/flash-store.ts';
import { UsbHost } from '../../runtime/emulator/usb/host/usb-host.ts';
import { flashBase, flashLength } from '../../runtime/hardware/flash-memory.ts';
import { firmwareFiles, firmwareFolder, type FirmwareName } from './firmware-files.ts';

export { firmwareFiles, firmwareFolder, noFirmware, type FirmwareName } from './firmware-files.ts';

const millisecond = 1_000_000;
/** Simulated time, in milliseconds, after which a wait for output fails. */
const patience = 20_000;

/** A flash's image with the blocks of a UF2 file in it, the rest erased. */
export async function flashWith(name: FirmwareName): Promise<Uint8Array> {
  const file = await readFile(join(firmwareFolder ?? '', firmwareFiles[name]));
  const image = new Uint8Array(flashLength).fill(0xff);
  for (let at = 0; at < file.length; at += 512) {
    const offset = file.readUInt32LE(at + 12) - flashBase;
    image.set(file.subarray(at + 32, at + 32 + file.readUInt32LE(at + 16)), offset);
  }
  return image;
}

/** A flash in memory only. */
export class MemoryFlash implements FlashStore {
  constructor(readonly image: Uint8Array) {}
  read(): Uint8Array {
    return this.image;
  }
  write(offset: number, bytes: Uint8Array): void {
    this.image.set(bytes, offset);
  }
}

/** What firmware is like at its prompt, once some test was there. */
const atPrompt = new Map<
  FirmwareName,
  { chip: ReturnType<Rp2040['save']>; host: ReturnType<UsbHost['save']> }
>();

/** A chip with power, and a computer that has its serial port open. */
export class EmulatedChip {
  readonly chip: Rp2040;
  readonly host: UsbHost;
  /** What the emulator said that it does not do. */
  readonly notEmulated = new Set<string>();
  /** Everything that the serial port brought. */
  output = '';
  bootsel = false;
  buttonHeld = false;

  constructor(image: Uint8Array) {
    this.chip = new Rp2040({
      store: new MemoryFlash(image),
      uniqueId: Uint8Array.of(0xe6, 0x61, 0x64, 0x08, 0x43, 0x21, 0x87, 0x2e),
      seed: 1,
      notEmulated: { report: (feature) => this.notEmulated.add(feature) },
      buttonHeld: () => this.buttonHeld,
      enterBootsel: () => (this.bootsel = true),
    });
    this.host = new UsbHost(this.chip.clock, this.chip.usb.port);
    const port = this.host.serialPort;
    port.onData = (bytes) => (this.output += Buffer.from(bytes).toString('latin1'));
    this.host.onChange = () => {
      if (port.present) port.open();
    };
    this.chip.reset('power');
  }

  /** With firmware, at its prompt. It boots once for all tests of a file; they go on from there. */
  static async atPrompt(name: FirmwareName = 'pico'): Promise<EmulatedChip> {
    const chip = new EmulatedChip(await flashWith(name));
    const booted = atPrompt.get(name);
    if (booted) {
      chip.chip.restore(booted.chip);
      chip.host.restore(booted.host);
      return chip;
    }
    chip.until(() => chip.host.serialPort.present);
    chip.type('\r');
    chip.until('>>> ');
    atPrompt.set(name, { chip: chip.chip.save(), host: chip.host.save() });
    return chip;
  }

  /** Milliseconds of simulated time since power on. */
  get milliseconds(): number {
    return this.chip.clock.nanoseconds / millisecond;
  }

  /** Sends bytes to the serial port, as fast as it takes them. */
  type(text: string): void {
    let bytes = new Uint8Array(Buffer.from(text, 'latin1'));
    while (bytes.length > 0) {
      const taken = this.host.serialPort.write(bytes);
      bytes = bytes.subarray(taken);
      if (bytes.length > 0) this.chip.runFor(millisecond);
    }
  }

  /** Runs until the output since the last `until` has this text, or something is true; answers that output. */
  until(wanted: string | RegExp | (() => boolean), milliseconds = patience): string {
    const isThere = (): boolean =>
      typeof wanted === 'function'
        ? wanted()
        : typeof wanted === 'string'
          ? this.output.includes(wanted)
          : wanted.test(this.output);
    const end = this.milliseconds + milliseconds;
    while (!isThere()) {
      if (this.milliseconds >= end)
        throw new Error(
          `Waited in vain for ${String(wanted)}; the board said ${JSON.stringify(this.output.slice(-500))}`,
        );
      this.chip.runFor(millisecond);
    }
    const output = this.output;
    this.output = '';
    return output;
  }

  /** Runs a program in the raw REPL; answers what it printed, or throws its traceback. */
  run(source: string, milliseconds = patience): string {
    this.output = '';
    this.type('\r\x03\x01');
    this.until('raw REPL; CTRL-B to exit\r\n>');
    this.type(`${source}\x04`);
    const [, printed = '', error = ''] =
      /OK([^]*)\x04([^]*)\x04>$/.exec(this.until(/OK[^]*\x04[^]*\x04>/, milliseconds)) ?? [];
    if (error) throw new Error(error.replaceAll('\r\n', '\n'));
    return printed.replaceAll('\r\n', '\n');
  }
}
