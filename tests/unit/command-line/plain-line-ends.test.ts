import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlainLineEnds } from '../../../electron/command-line/plain-line-ends.ts';

test('takes back what the serial port does to line ends, however it is cut', () => {
  const bytes = fc.array(fc.constantFrom(10, 13, 65, 255), { maxLength: 40 });
  fc.assert(
    fc.property(bytes, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (printed, sizes) => {
      const wire = printed.flatMap((byte) => (byte === 10 ? [13, 10] : [byte]));
      const lines = new PlainLineEnds();
      const out: number[] = [];
      for (let turn = 0; wire.length > 0; turn++) {
        out.push(...lines.convert(Uint8Array.from(wire.splice(0, sizes[turn % sizes.length]))));
      }
      expect([...out, ...lines.end()]).toEqual(printed);
    }),
  );
});
