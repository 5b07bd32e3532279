import { expect, test } from 'vitest';
import { ScriptedLink } from '../../support/scripted-link.ts';
import { TestBoard } from '../../support/test-board.ts';

test('what is typed while files are listed over the REPL waits for the prompt', async () => {
  const link = new ScriptedLink({ run: () => ({ runs: 'until-interrupted' }) });
  const subject = new TestBoard(link);
  await subject.board.connect();
  const listing = subject.board.files.list('/').catch(() => undefined);
  await subject.until(() => link.pico.programs.length === 1);
  subject.board.type('print(1)');
  await new Promise((resolve) => setImmediate(resolve));
  expect(link.pico.input).toEqual([]);
  link.pico.receive(Uint8Array.of(3));
  await listing;
  await subject.until(() => subject.printed.endsWith('print(1)'));
});

test('files are listed although somebody began to type and the board has not echoed it yet', async () => {
  const link = new ScriptedLink();
  link.write = async (bytes) => void setImmediate(() => link.pico.receive(bytes)); // as over a cable
  const subject = new TestBoard(link);
  await subject.board.connect();
  subject.board.type('half a li');
  await subject.board.files.list('/').catch(() => undefined);
  expect(link.pico.programs).toHaveLength(1);
  expect(subject.state).toBe('ready');
});
