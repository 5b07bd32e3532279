import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { ProgressLine } from '../../../electron/command-line/files/progress-line.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** A terminal of so many columns, or none, and all that was written to it. */
function errorsOf(columns?: number) {
  const written: string[] = [];
  const stream = new Writable({
    write(bytes: Buffer, _encoding, done) {
      written.push(bytes.toString());
      done();
    },
  });
  return { written, stream: Object.assign(stream, columns !== undefined && { isTTY: true, columns }) };
}

const of = (name: string, bytes: number, done = 0, files = 1) => {
  return { name, bytes, totalBytes: 10_000, share: bytes / 10_000, done, files };
};

test('one line says the name, how far it is and how fast, ten times a second', async () => {
  const { written, stream } = errorsOf(80);
  const clock = new ManualClock();
  const line = new ProgressLine(stream, clock);
  line.show(of('servo.py', 0));
  line.show(of('servo.py', 100)); // too soon
  await clock.pass(1000);
  line.show(of('servo.py', 4096, 0, 3));
  await clock.pass(1000);
  line.show(of('motor.py', 9999, 2, 3));
  line.clear();
  line.clear();
  expect(written).toEqual([
    '\r\u001b[Kservo.py · 0 %',
    '\r\u001b[Kservo.py, 1 of 3 · 40 % · 4 KB/s',
    '\r\u001b[Kmotor.py, 3 of 3 · 99 % · 5 KB/s',
    '\r\u001b[K',
  ]);
});

test('long names are cut, so that the line stays one', () => {
  const { written, stream } = errorsOf(30);
  new ProgressLine(stream, new ManualClock()).show(of('a'.repeat(80), 500));
  new ProgressLine(stream, new ManualClock()).show(of('灯'.repeat(80), 500));
  expect(written).toEqual([`\r\u001b[K${'a'.repeat(21)}… · 5 %`, `\r\u001b[K${'灯'.repeat(10)}… · 5 %`]);
});

test('what is no terminal is told nothing', () => {
  const { written, stream } = errorsOf();
  const line = new ProgressLine(stream, new ManualClock());
  line.show(of('servo.py', 0));
  line.clear();
  expect(written).toEqual([]);
});
