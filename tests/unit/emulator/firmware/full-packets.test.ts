import { describe, expect, test } from 'vitest';
import { helperProgram, readHelperAnswer } from '../../../../electron/boards/helper-program.ts';
import { Conversation } from '../../../../runtime/repl/conversation.ts';
import { runHelpers } from '../../../../runtime/repl/raw-repl.ts';
import { noFirmware, type FirmwareName } from '../../../support/emulated-chip.ts';
import { FirmwarePico } from '../../../support/firmware-pico.ts';

/** A helper program of so many bytes, which says that it ran. */
function programOf(length: number): Uint8Array {
  const padding = length - helperProgram(["say('ran')#"]).length;
  return helperProgram([`say('ran')#${'x'.repeat(padding)}`]);
}

/** Runs a helper program; answers what it said. All that there is to send goes to the port at once. */
function runHelper(board: FirmwarePico, program: Uint8Array): readonly string[] {
  let unsent: number[] = [];
  const conversation = new Conversation((incoming) => runHelpers(incoming, [program], { clearLine: false }), {
    send: (bytes) => unsent.push(...bytes),
    output: () => undefined,
  });
  board.pico.onSerialData = (bytes) => conversation.feed(Uint8Array.from(bytes));
  conversation.begin();
  board.until(() => {
    unsent = unsent.slice(board.pico.writeSerial(Uint8Array.from(unsent)));
    return conversation.end !== undefined;
  }, 1000);
  return conversation.end?.result.flatMap((result) => readHelperAnswer(result).lines) ?? [];
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
      expect(runHelper(board, programOf(length))).toEqual(['ran']);
    },
  );
});
