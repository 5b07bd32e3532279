import { expect, test } from 'vitest';
import { latestOnly } from '../../../renderer/simulator/latest-only.ts';

test('while one request is under way, only the newest value waits', async () => {
  const sent: number[] = [];
  let answer = (): void => {};
  const set = latestOnly((value: number) => {
    sent.push(value);
    return new Promise<void>((resolve) => (answer = resolve));
  });
  set(1);
  set(2);
  set(3);
  expect(sent).toEqual([1]);
  answer();
  await expect.poll(() => sent).toEqual([1, 3]);
  answer();
  await Promise.resolve();
  await Promise.resolve();
  set(4);
  expect(sent).toEqual([1, 3, 4]);
});
