import { expect, test } from 'vitest';
import { commandList, isCommandId, type CommandId } from '../../../resources/commands.ts';
import { catalogue } from '../../../resources/messages/messages.ts';

const ids = Object.keys(commandList) as CommandId[];

test.each(ids)('%s has a label', (id) => {
  expect(catalogue.exists(`menu:command.${id}`)).toBe(true);
});

test.each(['keys', 'browserKeys'] as const)('no two commands share a key (%s)', (where) => {
  const all = ids.flatMap((id) => {
    const { keys = [], browserKeys } = commandList[id];
    return where === 'browserKeys' ? (browserKeys ?? keys) : keys;
  });
  expect(new Set(all).size).toBe(all.length);
});

test('texts from outside name a command or nothing', () => {
  expect(isCommandId('program.run')).toBe(true);
  expect(isCommandId('constructor')).toBe(false);
});
