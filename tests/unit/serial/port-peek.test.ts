import { expect, test } from 'vitest';
import { peekAtPort } from '../../../electron/boards/serial/port-peek.ts';
import { putBehindTerminal } from '../../support/pseudo-terminal.ts';
import { ScriptedLink } from '../../support/scripted-link.ts';

test('a port is free, denied, or gone, and nothing was opened to find out', async () => {
  const path = await putBehindTerminal(new ScriptedLink());
  const refuse = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
  expect(await peekAtPort(path, 'Pico')).toEqual({ name: 'disconnected' });
  expect(await peekAtPort(path, 'Pico', refuse('ENOENT'))).toEqual({ name: 'disconnected' });
  expect(await peekAtPort(path, 'Pico', refuse('EACCES'))).toMatchObject({
    name: 'denied',
    problem: { code: expect.stringMatching(/^board-denied-/) },
  });
});
