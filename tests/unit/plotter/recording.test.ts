import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumberLine } from '../../../renderer/plotter/reading/number-line.ts';
import { PointPicker } from '../../../renderer/plotter/recording/drawn-points.ts';
import { absent, mostSeries, Recording } from '../../../renderer/plotter/recording/recording.ts';
import { nearestRow, summarise } from '../../../renderer/plotter/recording/visible.ts';

/** Records lines, printed so many seconds apart. */
function record(lines: readonly string[], interval = 0.1): Recording {
  const recording = new Recording();
  lines.forEach((line, index) => recording.add(100 + index * interval, readNumberLine(line)!));
  return recording;
}

/** Every row of one series: a number, `gap`, or `-` where the series was not on the line. */
function rowsOf(recording: Recording, series: number): (number | string)[] {
  const rows: (number | string)[] = [];
  for (let row = recording.start; row < recording.end; row++) {
    const value = recording.value(series, row);
    rows.push(value === absent ? '-' : Number.isNaN(value) ? 'gap' : value);
  }
  return rows;
}

const everything = { from: -Infinity, to: Infinity };
const points = (recording: Recording, columns = 1000) => {
  const range = { from: 0, to: recording.sample(recording.end - 1) };
  return new PointPicker().pick(recording, 'samples', range, columns);
};

test('what is called the same becomes one series', () => {
  const recording = record(['a:1 b:2', 'b=3 V, a=4', '5 6']);
  expect(recording.series.map(({ name, place, unit }) => [name, place, unit])).toEqual([
    ['a', 0, ''],
    ['b', 1, 'V'],
    [null, 0, ''],
    [null, 1, ''],
  ]);
  expect(rowsOf(recording, 1)).toEqual([2, 3, '-']);
  expect(recording.last(0)).toBe(4);
});

describe('a gap', () => {
  test('is left by a value that is missing', () => {
    expect(rowsOf(record(['1 2', '1 nan', '1 None', '1 2']), 1)).toEqual([2, 'gap', 'gap', 2]);
  });

  test('is left by a series that was printed with the others before', () => {
    expect(rowsOf(record(['a:1 b:2', 'a:1', 'a:1 b:2']), 1)).toEqual([2, 'gap', 2]);
  });

  test('is not left by series that have lines of their own', () => {
    const recording = record(['a:1', 'b:2', 'a:3', 'b:4']);
    expect([rowsOf(recording, 0), rowsOf(recording, 1)]).toEqual([
      [1, '-', 3, '-'],
      ['-', 2, '-', 4],
    ]);
    expect(points(recording).values[0]).toEqual([1, undefined, 3, undefined]);
  });

  test('is left by a pause, but not by a slow program', () => {
    const slow = record(['1', '2', '3', '4'], 5);
    expect(rowsOf(slow, 0)).toEqual([1, 2, 3, 4]);
    const recording = record(['1', '2', '3']);
    recording.add(110, readNumberLine('4')!);
    expect(rowsOf(recording, 0)).toEqual([1, 2, 3, 'gap', 4]);
    expect(recording.sample(recording.end - 1)).toBe(3);
    expect(points(recording).values[0]).toEqual([1, 2, 3, null, 4]);
  });

  test('is asked for once, and never stands at the beginning', () => {
    const recording = new Recording();
    recording.addGap();
    expect(recording.end).toBe(0);
    recording.add(1, readNumberLine('1')!);
    recording.addGap();
    recording.addGap();
    expect(recording.end).toBe(2);
  });

  test('is drawn where infinity was printed, too', () => {
    expect(points(record(['1', 'inf', '2'])).values[0]).toEqual([1, null, 2]);
  });
});

test('more series than can be told apart are left out, and that is known', () => {
  const recording = record([Array.from({ length: 25 }, (_, index) => index).join(' ')]);
  expect(recording.series).toHaveLength(mostSeries);
  expect(recording.tooMany).toBe(true);
});

test('memory is bounded: the oldest rows go', () => {
  const recording = new Recording();
  const line = readNumberLine('1 2 3 4 5 6 7 8 9')!;
  for (let count = 0; count < 300_000; count++) recording.add(count / 1000, line);
  expect(recording.isFull).toBe(true);
  expect(recording.end - recording.start).toBe(2 ** 18);
  expect(recording.sample(recording.start)).toBe(300_000 - 2 ** 18);
  expect(recording.value(8, recording.end - 1)).toBe(9);
});

test('more series than before need their room, and the newest rows stay', () => {
  const recording = new Recording();
  const one = readNumberLine('1')!;
  for (let count = 0; count < 2 ** 19; count++) recording.add(count / 1000, one);
  recording.add(1000, readNumberLine('1 2 3 4 5 6 7 8 9')!);
  expect(recording.end - recording.start).toBeLessThanOrEqual(2 ** 18);
  expect(recording.last(8)).toBe(9);
  expect(recording.value(0, recording.end - 3)).toBe(1);
});

test('nothing is left after clearing', () => {
  const recording = record(['a:1', 'a:2']);
  recording.clear();
  recording.add(500, readNumberLine('b:1')!);
  expect(recording.series.map(({ name }) => name)).toEqual(['b']);
  expect([recording.time(0), recording.sample(0)]).toEqual([0, 0]);
});

test('minimum, maximum and mean leave out what is missing', () => {
  const recording = record(['1', 'nan', '2', 'inf', '6']);
  expect(summarise(recording, 'samples', everything)).toEqual([{ least: 1, most: 6, mean: 3 }]);
  expect(summarise(recording, 'samples', { from: 0, to: 2 })).toEqual([{ least: 1, most: 2, mean: 1.5 }]);
});

test('the nearest row is found, and it is no gap', () => {
  const recording = record(['1', '2', '3']);
  recording.add(110, readNumberLine('4')!);
  expect(nearestRow(recording, 'time', 0.12)).toBe(1);
  expect(nearestRow(recording, 'time', 5)).toBe(2);
  expect(nearestRow(recording, 'time', 9)).toBe(4);
  expect(nearestRow(new Recording(), 'time', 0)).toBe(-1);
});

test('fewer points than pixels lose no extreme, and stay in order', () => {
  const lines = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 50 }), (numbers, columns) => {
      const recording = record(numbers.map((number) => `x: ${number}`));
      const { places, values } = points(recording, columns);
      const drawn = values[0]!.filter((value) => typeof value === 'number');
      expect(Math.max(...drawn)).toBe(Math.max(...numbers));
      expect(Math.min(...drawn)).toBe(Math.min(...numbers));
      expect(places.length).toBeLessThanOrEqual(Math.max(numbers.length, 2 * columns + 2));
      expect(places).toEqual([...places].sort((one, other) => one - other));
    }),
  );
});
