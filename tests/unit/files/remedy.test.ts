import { expect, test, vi } from 'vitest';
import type { Problem } from '../../../electron/api.ts';
import type { Commands } from '../../../renderer/commands/commands.svelte.ts';
import { situationOf } from '../../../renderer/boards/situation.ts';
import { remedyFor } from '../../../renderer/files/tree/remedy.ts';
import type { TreeRow } from '../../../renderer/files/tree/tree-row.ts';

const run = vi.fn();
const refresh = vi.fn();
const commands = {
  enabled: (id: string) => ['program.stop', 'board.connect'].includes(id),
  run,
} as unknown as Commands;
const row = (about: Partial<TreeRow> = {}) => ({ branch: { refresh }, ...about }) as unknown as TreeRow;
const problem = (code: string, command?: string): Problem => ({
  code,
  message: '',
  hint: '',
  ...(command ? { action: { command, label: 'Stop' } } : {}),
});

test('files that cannot be shown come with a button that helps', () => {
  expect(remedyFor(row(), commands)).toBeNull();

  const away = situationOf({ id: 'a', kind: 'serial', label: 'Pico', state: { name: 'disconnected' } }, true);
  const connect = remedyFor(row({ away }), commands);
  expect(connect?.label).toBe('Connect');
  connect?.run();
  expect(run).toHaveBeenLastCalledWith('board.connect');

  const stop = remedyFor(row({ problem: problem('board-running', 'program.stop') }), commands);
  expect(stop?.label).toBe('Stop');
  stop?.run();
  expect(run).toHaveBeenLastCalledWith('program.stop');

  const again = remedyFor(row({ problem: problem('folder-not-answering', 'program.unknown') }), commands);
  expect(again?.label).toBe('Try again');
  again?.run();
  expect(refresh).toHaveBeenCalledOnce();

  expect(remedyFor(row({ away: { ...away, remedy: null } }), commands)).toBeNull();
});
