import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crowdedColumns, editorWidth, railWidth, type Column } from '../../../renderer/layout/crowding.ts';

const files = { name: 'files', wanted: true, least: 10 };
const side = { name: 'side', wanted: true, least: 15 };

test('nothing folds where everything has room', () => {
  expect([...crowdedColumns(editorWidth + 25, [files, side])]).toEqual([]);
});

test('the first gives way first, and the next only when that is not enough', () => {
  expect([...crowdedColumns(editorWidth + 24, [files, side])]).toEqual(['files']);
  expect([...crowdedColumns(editorWidth + 10, [files, side])]).toEqual(['files', 'side']);
});

test('what is folded already needs only its strip', () => {
  const folded = { ...files, wanted: false };
  expect([...crowdedColumns(editorWidth + railWidth + side.least, [folded, side])]).toEqual([]);
});

test('the editor keeps its width, or every column is folded', () => {
  const columns = fc.uniqueArray(
    fc.record({ name: fc.string(), wanted: fc.boolean(), least: fc.integer({ min: 3, max: 40 }) }),
    { selector: ({ name }) => name },
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), columns, (width, all: Column[]) => {
      const crowded = crowdedColumns(width, all);
      const open = all.filter(({ name, wanted }) => wanted && !crowded.has(name));
      const taken = open.reduce((sum, { least }) => sum + least, (all.length - open.length) * railWidth);
      return open.length === 0 || width - taken >= editorWidth;
    }),
  );
});
