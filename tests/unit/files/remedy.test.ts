import { expect, test, vi } from 'vitest';
import type { Problem } from '../../../electron/api.ts';
import type { Commands } from '../../../renderer/commands/commands.svelte.ts';
import { remedyFor } from '../../../renderer/files/tree/remedy.ts';
import type { TreeRow } from '../../../renderer/files/tree/tree-row.ts';

const run = vi.fn();
const refresh = vi.fn();
const commands = { enabled: (id: string) => id === 'program.stop', run } as unknown as Commands;
const row = (problem?: Problem) => ({ problem, branch: { refresh } }) as unknown as TreeRow;
const problem = (code: string, command?: string): Problem => ({
  code,
  message: '',
  hint: '',
  ...(command ? { action: { command, label: 'Stop' } } : {}),
});

test('files that cannot be shown come with a button that helps', () => {
  expect(remedyFor(row(), commands)).toBeNull();

  const connect = remedyFor(row(problem('board-not-connected')), commands);
  expect(connect?.label).toBe('Connect');
  connect?.run();
  expect(run).toHaveBeenLastCalledWith('board.connect');

  const stop = remedyFor(row(problem('board-running', 'program.stop')), commands);
  expect(stop?.label).toBe('Stop');
  stop?.run();
  expect(run).toHaveBeenLastCalledWith('program.stop');

  const again = remedyFor(row(problem('folder-not-answering', 'program.unknown')), commands);
  expect(again?.label).toBe('Try again');
  again?.run();
  expect(refresh).toHaveBeenCalledOnce();
});
