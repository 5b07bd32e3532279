import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CallCourse, HelperCaller } from '../../../electron/boards/helper/helper-caller.ts';
import { HelperError } from '../../../electron/boards/helper/helper-error.ts';
import type { HelperPart } from '../../../electron/boards/helper/helper-part.ts';
import { download } from '../../../electron/boards/repl-files/download.ts';
import type { Routine } from '../../../runtime/repl/conversation.ts';

/** How one call goes: which frames get lost, how much memory there is for one, and after how many it gives up. */
interface Course {
  readonly lost: readonly number[];
  readonly room: number;
  readonly givesUpAfter: number | null;
}

/** A board's helper that reads as `read.py` does, over a way on which each call goes as its course says, then well. */
function helperWith(content: Uint8Array, courses: readonly Course[]): HelperCaller {
  const left = [...courses];
  const helper: Pick<HelperCaller, 'call'> = {
    // eslint-disable-next-line require-yield -- everything has been said when it is asked
    *call<Answer>(
      _part: HelperPart,
      _name: string,
      parameters: readonly unknown[] = [],
      { said }: CallCourse = {},
    ): Routine<Answer> {
      const [, start, end, step] = parameters as [string, number, number, number];
      const { lost, room, givesUpAfter } = left.shift() ?? { lost: [], room: step, givesUpAfter: null };
      for (let at = start, frame = 0; at < Math.min(end, content.length); frame++) {
        if (frame === givesUpAfter) throw new HelperError('memory');
        const piece = content.subarray(at, Math.min(end, at + Math.min(step, room)));
        if (!lost.includes(frame))
          said?.({ kind: 'd', content: Buffer.concat([Buffer.from(`${at} `), piece]) });
        at += piece.length;
      }
      return content.length as Answer;
    },
  };
  return helper as HelperCaller;
}

const course = fc.record({
  lost: fc.uniqueArray(fc.nat(20), { maxLength: 6 }),
  room: fc.integer({ min: 64, max: 2048 }),
  givesUpAfter: fc.option(fc.nat(12)),
});

test('a file is whole although frames get lost and memory runs out', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 12_000, size: 'max' }),
      fc.array(course, { maxLength: 8 }),
      (content, courses) => {
        const progress: number[] = [];
        const reading = download(helperWith(content, courses), '/data.bin', {
          progress: (bytes) => progress.push(bytes),
        });
        const { value } = reading.next();
        expect(Buffer.compare(value as Uint8Array, content)).toBe(0);
        expect(Math.max(0, ...progress)).toBe(content.length);
      },
    ),
  );
});
