import { expect, test } from 'vitest';
import type { OutputPiece } from '../../../electron/api.ts';
import { PlotFeed } from '../../../renderer/plotter/plot-feed.ts';
import { Recording } from '../../../renderer/plotter/recording/recording.ts';

const program = (text: string): OutputPiece => ({ stream: 'program', text });
const started: OutputPiece = { stream: 'notice', text: 'Running a.py', starts: true };

function feedAt(keepsLastRun = false) {
  const recording = new Recording();
  let now = 10;
  let begun = 0;
  const feed = new PlotFeed(recording, {
    clock: () => now,
    keepsLastRun: () => keepsLastRun,
    startedAnew: () => (begun += 1),
    recorded: () => undefined,
  });
  const times = () =>
    Array.from({ length: recording.end - recording.start }, (_, index) =>
      Number(recording.time(index).toFixed(4)),
    );
  return { recording, feed, times, begun: () => begun, at: (seconds: number) => (now = seconds) };
}

test('lines that arrive together were printed one after the other', () => {
  const { feed, times, at } = feedAt();
  feed.pieces([program('1\n')]);
  at(10.01);
  feed.pieces([program('2\n3\n')]);
  at(10.8);
  feed.pieces([program('4\n5\n')]);
  expect(times()).toEqual([0, 0.005, 0.01, 0.79, 0.8]);
});

test('lines of a stream that come late, all at once, were printed as far apart as those before', () => {
  const { feed, times, at } = feedAt();
  let line = 0;
  for (; line < 200; line++) {
    at(10 + line * 0.01);
    feed.pieces([program('1\n')]);
  }
  at(10 + (line + 49) * 0.01);
  feed.pieces([program('1\n'.repeat(50))]);
  const late = times().slice(-50);
  const distances = late.slice(1).map((time, index) => time - late[index]!);
  expect(Math.min(...distances)).toBeGreaterThan(0.009);
  expect(Math.max(...distances)).toBeLessThan(0.011);
});

test('a new run begins anew with its first numbers, not before', () => {
  const { recording, feed, begun } = feedAt();
  feed.pieces([program('a:1\n')]);
  feed.pieces([started, program('no numbers\n')]);
  expect(recording.series.map(({ name }) => name)).toEqual(['a']);
  feed.pieces([program('b:1\n')]);
  expect(recording.series.map(({ name }) => name)).toEqual(['b']);
  expect(begun()).toBe(1);
});

test('a new run goes on after a gap where that is wanted', () => {
  const { recording, feed, begun } = feedAt(true);
  feed.pieces([program('a:1\n'), started, program('a:2\n')]);
  expect([0, 1, 2].map((row) => recording.value(0, row))).toEqual([1, NaN, 2]);
  expect(begun()).toBe(0);
});

test('an output that begins anew leaves a gap, and half a line is forgotten', () => {
  const { recording, feed } = feedAt();
  feed.pieces([program('1\n2')]);
  feed.restarted();
  feed.pieces([program('3\n')]);
  expect([0, 1, 2].map((row) => recording.value(0, row))).toEqual([1, NaN, 3]);
});
