import { expect, test } from 'vitest';
import { readNumberLine } from '../../../renderer/plotter/reading/number-line.ts';
import { Recording } from '../../../renderer/plotter/recording/recording.ts';
import { tableOf } from '../../../renderer/plotter/saving/table.ts';

function record(lines: readonly string[]): Recording {
  const recording = new Recording();
  lines.forEach((line, index) => recording.add(5 + index / 4, readNumberLine(line)!));
  return recording;
}

/** As a program reads it that does not take the mark at the beginning away. */
async function textOf(table: Blob): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await table.arrayBuffer());
}

const titles = { time: 'time (s)', line: 'line' };

test('a table has a line for every printed line, and nothing where a number is missing', async () => {
  const recording = record(['a:1 b:0.1', 'a:nan b:1e-7', 'b:inf', 'c:1234567890.5']);
  recording.addGap();
  const text = await textOf(tableOf(recording, { ...titles, series: ['a', 'b', 'c (V)'] }));
  expect(text.split('\r\n')).toEqual([
    '\ufefftime (s),line,a,b,c (V)',
    '0,1,1,0.1,',
    '0.25,2,,1e-7,',
    '0.5,3,,,',
    '0.75,4,,,1234567890.5',
    '',
  ]);
});

test.each([
  ['=1+1', "'=1+1"],
  ['@a', "'@a"],
  ['a, "b"', '"a, ""b"""'],
  ['temp', 'temp'],
])('the name %j is a text in every spreadsheet: %j', async (name, cell) => {
  const text = await textOf(tableOf(record(['1']), { ...titles, series: [name] }));
  expect(text.split('\r\n')[0]).toBe(`\ufefftime (s),line,${cell}`);
});
