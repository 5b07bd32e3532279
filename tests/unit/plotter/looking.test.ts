import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { panned, within, zoomed } from '../../../renderer/plotter/navigation.ts';
import { wordNumber, wordPlace, wordTicks } from '../../../renderer/plotter/number-words.ts';
import { mostSeries } from '../../../renderer/plotter/recording/recording.ts';
import { lookOf } from '../../../renderer/plotter/series-look.ts';

test('no two series look the same, and neighbours differ in more than colour', () => {
  const looks = Array.from({ length: mostSeries }, (_, index) => lookOf(index));
  expect(new Set(looks.map(({ colour, dash }) => `${colour} ${dash.join(' ')}`)).size).toBe(mostSeries);
  looks.slice(1).forEach((look, index) => {
    const before = looks[index]!;
    expect([look.marker.outline, look.marker.isOpen]).not.toEqual([
      before.marker.outline,
      before.marker.isOpen,
    ]);
  });
});

describe('going along the axis', () => {
  const all = { from: 10, to: 20 };

  test('zooming keeps the place under the pointer', () => {
    expect(zoomed({ from: 10, to: 20 }, 0.5, 12)).toEqual({ from: 11, to: 16 });
  });

  test('panning keeps the length', () =>
    expect(panned({ from: 10, to: 20 }, 0.5)).toEqual({ from: 15, to: 25 }));

  test('whatever is asked for, what is seen lies within what there is', () => {
    const place = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(place, place, (one, other) => {
        const { from, to } = within({ from: Math.min(one, other), to: Math.max(one, other) }, all, 'time');
        expect(from).toBeGreaterThanOrEqual(all.from);
        expect(to).toBeLessThanOrEqual(all.to + 1e-9);
        expect(to - from).toBeGreaterThanOrEqual(0.001 - 1e-9);
      }),
    );
  });
});

test.each([
  [21.5, '°C', '21.5 °C'],
  [-0.123456789, '', '−0.12346'],
  [0, '', '0'],
  [1e-7, '', '1.000e−7'],
  [NaN, 'V', '–'],
  [-Infinity, '', '−∞'],
])('the number %d with the unit %j reads %j', (value, unit, words) =>
  expect(wordNumber(value, unit)).toBe(words),
);

test('places on the axis are worded as time or as lines', () => {
  expect(wordPlace('time', 12.345)).toBe('12.35 s');
  expect(wordPlace('time', 125)).toBe('2:05.0');
  expect(wordPlace('samples', 9)).toBe('line 10');
  expect(wordTicks('time', [0, 0.5, 1])).toEqual(['0.0 s', '0.5 s', '1.0 s']);
  expect(wordTicks('time', [0, 30, 60])).toEqual(['0:00', '0:30', '1:00']);
  expect(wordTicks('samples', [0, 0.5, 1])).toEqual(['1', '', '2']);
});
