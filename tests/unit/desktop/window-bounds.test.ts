import fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fitToScreens, readBounds, rememberBounds } from '../../../electron/desktop/window-bounds.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const left = { x: 0, y: 0, width: 1920, height: 1080 };
const right = { x: 1920, y: 200, width: 1280, height: 800 };

test('bounds on a screen stay as they are', () => {
  const bounds = { x: 2000, y: 250, width: 1000, height: 600, maximized: true };
  expect(fitToScreens(bounds, [left, right])).toEqual(bounds);
});

test('a window whose screen is gone moves to the first one', () => {
  const bounds = { x: 2000, y: 250, width: 1000, height: 600, maximized: false };
  expect(fitToScreens(bounds, [left])).toEqual({ ...bounds, x: 920, y: 250 });
});

test('whatever was remembered, the whole window is on one screen', () => {
  const place = fc.integer({ min: -10_000, max: 10_000 });
  const size = fc.integer({ min: 1, max: 10_000 });
  const remembered = fc.record({
    x: place,
    y: place,
    width: size,
    height: size,
    maximized: fc.boolean(),
  });
  fc.assert(
    fc.property(remembered, (bounds) => {
      const fitted = fitToScreens(bounds, [left, right]);
      const inside = [left, right].some(
        (screen) =>
          fitted.x >= screen.x &&
          fitted.y >= screen.y &&
          fitted.x + fitted.width <= screen.x + screen.width &&
          fitted.y + fitted.height <= screen.y + screen.height,
      );
      expect(inside).toBe(true);
    }),
  );
});

test('bounds come back as they were remembered', async () => {
  const folder = await temporaryFolder();
  const bounds = { x: -5, y: 10, width: 900, height: 700, maximized: false };
  await rememberBounds(folder, bounds);
  expect(readBounds(folder)).toEqual(bounds);
});

test.each(['', '{', '[]', '{"x":0,"y":0,"width":0,"height":5,"maximized":false}'])(
  'a file with %j is as good as none',
  async (content) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'window.json'), content);
    expect(readBounds(folder)).toBeUndefined();
  },
);

test('a folder that cannot be written does no harm', async () => {
  await rememberBounds('/dev/null/nowhere', { x: 0, y: 0, width: 1, height: 1, maximized: false });
});
