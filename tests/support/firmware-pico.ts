/** A whole emulated Pico with real firmware on a desk, driven in simulated time: cable, button and serial port. */

import { EmulatedPico, type EmulatedPicoState } from '../../runtime/emulator/emulated-pico.ts';
import { flashWith, MemoryFlash, type FirmwareName } from './emulated-chip.ts';

const millisecond = 1_000_000;
/** Simulated time, in milliseconds, after which a wait fails. */
const patience = 10_000;
/** Picos that stand at their prompt for the first time, to start tests from. */
const atPrompt = new Map<FirmwareName, EmulatedPicoState>();

/** A Pico and what its serial port said. */
export class FirmwarePico {
  readonly pico: EmulatedPico;
  /** Everything since the last `until`. */
  output = '';

  constructor(image: Uint8Array, seed = 1, Pico = EmulatedPico) {
    this.pico = new Pico({
      store: new MemoryFlash(image),
      uniqueId: Uint8Array.of(0xe6, 0x61, 0x64, 0x08, 0x43, 0x21, 0x87, 0x2e),
      seed,
    });
    this.pico.onSerialData = (bytes) => {
      this.output += Buffer.from(bytes).toString('latin1');
    };
  }

  /** With firmware in its flash, plugged in, the serial port open. */
  static async pluggedIn(name: FirmwareName): Promise<FirmwarePico> {
    const board = new FirmwarePico(await flashWith(name));
    board.pico.powerOn();
    board.open();
    return board;
  }

  /** The same, at its prompt. */
  static async atPrompt(name: FirmwareName): Promise<FirmwarePico> {
    const started = atPrompt.get(name);
    if (!started) {
      const board = await FirmwarePico.pluggedIn(name);
      board.prompt();
      atPrompt.set(name, board.pico.snapshot());
      return board;
    }
    const board = new FirmwarePico(started.chip.flashCells.slice());
    board.pico.restore(started);
    return board;
  }

  /** Lets so many milliseconds pass. */
  pass(milliseconds: number): void {
    this.pico.runFor(milliseconds * millisecond);
  }

  /** Opens the serial port as soon as there is one. */
  open(): void {
    this.until(() => this.pico.hasSerialPort);
    this.pico.openSerial();
    this.pass(20);
  }

  /** Asks for the prompt, which may have been there before. */
  prompt(): void {
    this.type('\r');
    this.until('>>> ');
    this.pass(20);
    this.output = '';
  }

  /** Takes the cable out and puts it in again. */
  replug(): void {
    this.pico.unplug();
    this.output = '';
    this.pico.powerOn();
  }

  /** Opens the port with 1200 baud and closes it again, as tools do that want a board in BOOTSEL. */
  touch(): void {
    this.pico.setBaud(1200);
    this.pass(20);
    this.pico.closeSerial();
    this.pass(1000);
  }

  /** Sends bytes as fast as the port takes them; gives up on a Pico that takes none. */
  type(text: string): void {
    let bytes: Uint8Array = Buffer.from(text, 'latin1');
    for (let waited = 0; bytes.length > 0 && waited < patience; waited++) {
      bytes = bytes.subarray(this.pico.writeSerial(bytes));
      if (bytes.length > 0) this.pass(1);
    }
  }

  /** Runs until the output has this, or something is true; answers the output, which is then forgotten. */
  until(wanted: string | RegExp | (() => boolean), milliseconds = patience): string {
    const isThere = (): boolean => {
      if (typeof wanted === 'function') return wanted();
      return typeof wanted === 'string' ? this.output.includes(wanted) : wanted.test(this.output);
    };
    for (let passed = 0; !isThere(); passed++) {
      if (passed === milliseconds) {
        throw new Error(`Waited in vain for ${String(wanted)}: ${JSON.stringify(this.output.slice(-500))}`);
      }
      this.pass(1);
    }
    const { output } = this;
    this.output = '';
    return output;
  }

  /** Types a line at the prompt; answers what was printed under it. */
  ask(line: string, milliseconds = patience): string {
    this.output = '';
    this.type(`${line}\r`);
    const answer = this.until(/\r\n>>> $/, milliseconds);
    return answer.slice(answer.indexOf('\r\n') + 2, -'>>> '.length).trimEnd();
  }

  /** Starts a program in the raw REPL; its output follows. */
  begin(source: string): void {
    this.output = '';
    this.type('\x01');
    this.until('raw REPL; CTRL-B to exit\r\n>');
    this.type(`${source}\x04`);
    this.until('OK');
  }

  /** Runs a program in the raw REPL to its end and returns to the prompt; answers what it printed. */
  run(source: string, milliseconds = patience): string {
    this.begin(source);
    const [, printed = '', error = ''] =
      /^([^]*)\x04([^]*)\x04>$/.exec(this.until(/\x04[^]*\x04>$/, milliseconds)) ?? [];
    this.type('\x02');
    this.until('>>> ');
    if (error) throw new Error(error);
    return printed.trimEnd();
  }
}
