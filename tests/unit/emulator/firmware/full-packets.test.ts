import { describe, expect, test } from 'vitest';
import { Conversation } from '../../../../runtime/repl/conversation.ts';
import { runProgram } from '../../../../runtime/repl/raw-repl.ts';
import { noFirmware, type FirmwareName } from '../../../support/emulated-chip.ts';
import { FirmwarePico } from '../../../support/firmware-pico.ts';

/** Runs a program of so many bytes; answers what it printed. All that there is to send goes to the port at once. */
function runLong(board: FirmwarePico, length: number): string {
  const program = Buffer.from("print('ran')#".padEnd(length, 'x'));
  let unsent: number[] = [];
  let printed = '';
  const options = { clearLine: false, softReset: false, course: { hasInput: false, endMayBeLost: false } };
  const conversation = new Conversation((incoming) => runProgram(incoming, program, options), {
    send: (bytes) => unsent.push(...bytes),
    output: (bytes) => (printed += Buffer.from(bytes).toString()),
    settle: () => undefined,
  });
  board.pico.onSerialData = (bytes) => conversation.feed(Uint8Array.from(bytes));
  conversation.begin();
  board.until(() => {
    unsent = unsent.slice(board.pico.writeSerial(Uint8Array.from(unsent)));
    return conversation.end !== undefined;
  }, 1000);
  return printed;
}

// MicroPython 1.17 to 1.19.1 looks at full packets only when a short one has followed (its issue 11253).
describe.skipIf(noFirmware).each<[string, FirmwareName]>([
  ['1.19.1', 'old'],
  ['1.26.1', 'pico'],
])('MicroPython %s', (_version, firmware) => {
  test.each([63, 64, 192])('sees all of %i bytes that come at once', async (length) => {
    const board = await FirmwarePico.atPrompt(firmware);
    board.type('x'.repeat(length));
    board.until('x'.repeat(length), 1000);
  });

  test.each([319, 447])(
    'takes a program of %i bytes by raw-paste, the end of which fills a packet',
    async (length) => {
      const board = await FirmwarePico.atPrompt(firmware);
      expect(runLong(board, length)).toBe('ran\r\n');
    },
  );
});
