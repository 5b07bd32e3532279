import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestLine, readNumberLine } from '../../../renderer/plotter/reading/number-line.ts';

/** `a=1 °C b=2`, or `1 2` where there are no names; `null` where the line is not read. */
function read(line: string): string | null {
  const found = readNumberLine(line);
  if (!found) return null;
  const { names, values, units } = found;
  return values
    .map((value, index) => `${names ? `${names[index]}=` : ''}${value} ${units[index]}`.trim())
    .join(' | ');
}

describe('numbers without names', () => {
  test.each([
    ['1 2 3', '1 | 2 | 3'],
    ['(1, 2)', '1 | 2'],
    ['[1, 2]', '1 | 2'],
    ['(1,)', '1'],
    ['[(1, 2), (3, 4)]', '1 | 2 | 3 | 4'],
    ['1,2;3', '1 | 2 | 3'],
    ['1\t2', '1 | 2'],
    ['1 | 2', '1 | 2'],
    ['  7  ', '7'],
    ['1e-5', '0.00001'],
    ['-0.5', '-0.5'],
    ['+.5', '0.5'],
    ['5.', '5'],
    ['21.5C', '21.5 C'],
    ['21.5 °C', '21.5 °C'],
    ['50%', '50 %'],
    ['3.3V 12 mA', '3.3 V | 12 mA'],
    ['nan', 'NaN'],
    ['None', 'NaN'],
    ['inf -inf', 'Infinity | -Infinity'],
    ['1,,3', '1 | NaN | 3'],
    [',2', 'NaN | 2'],
    ['1,2,', '1 | 2'],
  ])('%s', (line, numbers) => expect(read(line)).toBe(numbers));
});

describe('numbers with names', () => {
  test.each([
    ['a:1 b:2', 'a=1 | b=2'],
    ['a=1, b=2', 'a=1 | b=2'],
    ["{'a': 1}", 'a=1'],
    ['{"a": 1, "b": -2.5}', 'a=1 | b=-2.5'],
    ["{'a': [1, 2]}", 'a 1=1 | a 2=2'],
    ['Temperature: 21.5 C', 'Temperature=21.5 C'],
    ['Temp (°C): 21.5', 'Temp (°C)=21.5'],
    ['Temperature 21.5', 'Temperature=21.5'],
    ['The temperature is 21.5 °C', 'The temperature is=21.5 °C'],
    ['x 1 y 2', 'x=1 | y=2'],
    ['x\t1', 'x=1'],
    ['acc: 0.1 0.2 9.8', 'acc 1=0.1 | acc 2=0.2 | acc 3=9.8'],
    ['acc = (0.1, 0.2)', 'acc 1=0.1 | acc 2=0.2'],
    ['Sensor 1: 20 Sensor 2: 21', 'Sensor 1=20 | Sensor 2=21'],
    ['GP26: 512', 'GP26=512'],
    ['温度: 21.5', '温度=21.5'],
    ['a: nan', 'a=NaN'],
  ])('%s', (line, numbers) => expect(read(line)).toBe(numbers));
});

describe('not numbers', () => {
  test.each([
    ...['', '   ', 'Hello', '()', ',,', 'a', 'a:', 'nanny', 'information', 'None of them'],
    ...['v1.2.3', '1.27.0', 'MicroPython v1.27.0 on 2025-12-09; Raspberry Pi Pico with RP2040'],
    ...[
      '0x1F',
      'a=0x1F',
      '0b101',
      '192.168.0.1',
      'IP: 192.168.0.1',
      '28:cd:c1:00:11:22',
      'cd:c1:00:11:22:33',
    ],
    ...[
      '2026-11-22',
      '22.11.2026',
      '22/11/2026',
      '12:30:05',
      '12:30',
      'Time 12:30',
      'at 12:30',
      '2026-11-22 1.5',
    ],
    ...['GP15 is on', 'Pin 15 is on', 'Score: 3 of 10', 'Try 3 of 10', '3 of 10', 'You have 5 lives left'],
    ...[
      '1 + 1 = 2',
      '5 apples',
      '1. Do this',
      'a: 1 and 2',
      '5 x: 6',
      'a: 5 b 6',
      '3/4',
      '1_000',
      '1j',
      '5!',
    ],
    ...[
      'Pin(15)',
      'Pin(GPIO15, mode=OUT)',
      '<PWM slice=0 channel=0 invert=0>',
      "bytearray(b'12')",
      '- 5',
      '#5',
    ],
    ...[
      '  File "<stdin>", line 5, in <module>',
      'ZeroDivisionError: divide by zero',
      'OSError: [Errno 5] EIO',
    ],
    ...['Infinity', '\ufffd1', '1\ufffd', 'I think of a number from 1 to 100'],
  ])('%j', (line) => expect(read(line)).toBeNull());
});

const names = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/).filter((name) => !/^(nan|inf|none)$/.test(name));
const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
);
const pairs = fc.uniqueArray(fc.tuple(names, numbers), {
  selector: ([name]) => name,
  minLength: 1,
  maxLength: 20,
});

test('whatever names and numbers are printed, in whatever form, are read', () => {
  const forms: ((list: [string, number][]) => string)[] = [
    (list) => list.map(([name, value]) => `${name}:${value}`).join(' '),
    (list) => list.map(([name, value]) => `${name} = ${value}`).join(', '),
    (list) => `{${list.map(([name, value]) => `'${name}': ${value}`).join(', ')}}`,
    (list) => list.map(([name, value]) => `${name}: ${value} V`).join('; '),
  ];
  fc.assert(
    fc.property(pairs, fc.constantFrom(...forms), (list, form) => {
      const found = readNumberLine(form(list));
      expect(found?.names).toEqual(list.map(([name]) => name));
      expect(found?.values).toEqual(list.map(([, value]) => value));
    }),
  );
});

test('any text is read or not, and never throws', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.constantFrom('1', '-', '.', 'e', ' ', ':', '=', ',', '(', ']', 'a', '°C', "'", 'nan', '\t'))
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(anything, (line) => {
      const found = readNumberLine(line);
      if (!found) return;
      expect(found.values.length).toBeGreaterThan(0);
      expect(found.units).toHaveLength(found.values.length);
      if (found.names) expect(found.names).toHaveLength(found.values.length);
    }),
  );
});

test.each([
  ['digits', '1'.repeat(longestLine)],
  ['digits and then a letter', `${'1'.repeat(longestLine - 1)}x`],
  ['words', 'a '.repeat(longestLine / 2)],
  ['words and a number', `${'a '.repeat(longestLine / 2 - 1)}1`],
  ['names', 'a:'.repeat(longestLine / 2)],
  ['brackets', '('.repeat(longestLine - 1) + '1'],
  ['quotes', `'a`.repeat(longestLine / 2)],
])('the longest line is read at once, of %s too', (_, line) => {
  // Reading that went back over the line again and again would not end before the test does.
  for (let count = 0; count < 1000; count++) readNumberLine(line);
});
