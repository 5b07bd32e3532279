import { expect, test } from 'vitest';
import { OutputRenderer } from '../../../renderer/shell/output-renderer.ts';
import type { OutputPiece } from '../../../electron/api.ts';

function rendered(...pieces: OutputPiece[]): string {
  return new OutputRenderer().render(pieces);
}

test('what a program prints is not coloured, a traceback is', () => {
  expect(rendered({ stream: 'program', text: 'a\r\n' }, { stream: 'error', text: 'Oops\r\n' })).toBe(
    'a\r\n\x1b[31mOops\r\n\x1b[39m',
  );
});

test('a notice has a line to itself', () => {
  const notice: OutputPiece = { stream: 'notice', text: 'Still finishing.' };
  expect(rendered({ stream: 'program', text: 'half a line' }, notice, notice)).toBe(
    'half a line\r\n\x1b[34mStill finishing.\x1b[39m\r\n\x1b[34mStill finishing.\x1b[39m\r\n',
  );
});

test('the traceback of a program that was stopped is no alarm', () => {
  const traceback = 'Traceback (most recent call last):\r\nKeyboardInterrupt: \r\n';
  expect(rendered({ stream: 'error', text: traceback })).toBe(`\x1b[37m${traceback}\x1b[39m`);
});
