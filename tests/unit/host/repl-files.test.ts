import { expect, test } from 'vitest';
import { ReplFiles } from '../../../electron/boards/repl-files.ts';

/** Answers as a board that carries out all steps but the last `lost` ones. */
function boardThatLoses(lost: number): ReplFiles {
  return new ReplFiles(async (programs) =>
    programs.map((_program, index) => ({
      lines: index < programs.length - lost ? ['done'] : [],
      stray: new Uint8Array(0),
    })),
  );
}

test('a write is done only when the board said so of every step', async () => {
  await boardThatLoses(0).write('/a.txt', new Uint8Array(3000));
  await expect(boardThatLoses(1).write('/a.txt', new Uint8Array(3000))).rejects.toMatchObject({
    problem: 'failed',
    path: '/a.txt',
  });
});
