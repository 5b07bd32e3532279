import { describe, expect, test } from 'vitest';
import { ConversationCancelled, type TurnOptions } from '../../../electron/boards/conversation-turns.ts';
import { ConversationLost } from '../../../electron/boards/repl-session.ts';
import { type Routine } from '../../../runtime/repl/conversation.ts';
import { ascii } from '../../../runtime/repl/control-codes.ts';
import type { Incoming } from '../../../runtime/repl/incoming.ts';
import { enterRawRepl, leaveRawRepl } from '../../../runtime/repl/prompts.ts';
import { execute } from '../../../runtime/repl/raw-repl.ts';
import { talkTo, type BoardTalk } from '../../support/board-talk.ts';
import { noFirmware, type FirmwareName } from '../../support/emulated-chip.ts';
import { withoutRawPaste } from '../../support/link-without-raw-paste.ts';

const loop = 'import time\nwhile True: time.sleep(1)';

/** Runs a program as Nibble runs its own; answers what it printed. */
async function own(
  { connection, turns, time }: BoardTalk,
  source: string,
  options: TurnOptions = {},
): Promise<string> {
  let printed = '';
  const talk = function* (incoming: Incoming): Routine<void> {
    yield* enterRawRepl(incoming);
    yield* execute(incoming, ascii(source));
    yield* leaveRawRepl(incoming);
  };
  const output = (bytes: Uint8Array): void => void (printed += Buffer.from(bytes).toString());
  await time.until(turns.converse(connection, talk, { ...options, output }));
  return printed;
}

/** The board is at its prompt, and does what it is asked. */
async function isAtPrompt(talk: BoardTalk): Promise<void> {
  expect(talk.connection.session.atEmptyPrompt).toBe(true);
  expect(await own(talk, 'print(6 * 7)')).toBe('42\r\n');
}

describe.skipIf(noFirmware).each<[string, FirmwareName]>([
  ['1.26.1', 'pico'],
  ['1.19.1', 'old'],
])('a conversation with MicroPython %s', (_version, firmware) => {
  test('that is cancelled leaves the board at its prompt', async () => {
    const talk = await talkTo(firmware);
    const controller = new AbortController();
    talk.time.after(500, () => controller.abort());
    const job = own(talk, loop, { signal: controller.signal });
    await expect(job).rejects.toThrow(ConversationCancelled);
    await isAtPrompt(talk);
    expect(talk.printed()).not.toContain('KeyboardInterrupt');
  });

  test('that is given up at any moment of the hand-over leaves the board at its prompt', async () => {
    const talk = await talkTo(firmware);
    for (let moment = 0; moment < 12; moment++) {
      const source = `print('${'x'.repeat(2000)}')`;
      await own(talk, source, { patience: moment / 2 }).catch((error: unknown) => {
        expect(error).toBeInstanceOf(ConversationLost);
      });
      await isAtPrompt(talk);
    }
  });

  test('hands programs over where raw-paste is refused', async () => {
    const talk = await talkTo(firmware, withoutRawPaste);
    expect(await own(talk, `print(len('${'x'.repeat(5000)}'))`)).toBe('5000\r\n');
    await isAtPrompt(talk);
  });

  test('that does not get on is given up, whatever the board prints meanwhile', async () => {
    const talk = await talkTo(firmware);
    const source = 'import time\nwhile True:\n print("tick")\n time.sleep_ms(50)';
    await expect(own(talk, source, { patience: 800 })).rejects.toThrow(ConversationLost);
    expect(talk.time.now()).toBeLessThan(5000);
    await isAtPrompt(talk);
    expect(talk.silences()).toBe(0);
  });

  test('that nothing breaks off ends as silence', async () => {
    const talk = await talkTo(firmware);
    const source = `import micropython\nmicropython.kbd_intr(-1)\n${loop}`;
    await expect(own(talk, source, { patience: 800 })).rejects.toThrow(ConversationLost);
    expect(talk.silences()).toBe(1);
    expect(talk.connection.session.atPrompt).toBe(false);
  });

  test('does not begin where it is not wanted any more', async () => {
    const talk = await talkTo(firmware);
    await expect(own(talk, loop, { signal: AbortSignal.abort() })).rejects.toThrow(ConversationCancelled);
    await isAtPrompt(talk);
  });
});
