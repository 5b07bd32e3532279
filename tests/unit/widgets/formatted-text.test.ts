import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBlocks, readSpans } from '../../../renderer/widgets/formatted-text.ts';

test('paragraphs, lists, steps and programs', () => {
  expect(readBlocks('One\ntwo\n\n- a\n- `b`\n\n1. first\n2. **Run**\n\n    x = 1\n        y')).toEqual([
    { kind: 'paragraph', spans: [{ kind: 'plain', text: 'One two' }] },
    { kind: 'list', items: [[{ kind: 'plain', text: 'a' }], [{ kind: 'code', text: 'b' }]] },
    { kind: 'steps', items: [[{ kind: 'plain', text: 'first' }], [{ kind: 'strong', text: 'Run' }]] },
    { kind: 'program', text: 'x = 1\n    y' },
  ]);
});

test('marks inside a line', () => {
  expect(readSpans('Press **Run**, then `a * b`.')).toEqual([
    { kind: 'plain', text: 'Press ' },
    { kind: 'strong', text: 'Run' },
    { kind: 'plain', text: ', then ' },
    { kind: 'code', text: 'a * b' },
    { kind: 'plain', text: '.' },
  ]);
  expect(readSpans('2 ** 3 and a lone ` sign')).toEqual([
    { kind: 'plain', text: '2 ** 3 and a lone ` sign' },
  ]);
});

test('no word is ever lost', () => {
  const words = (text: string) => text.match(/\p{Letter}+/gu) ?? [];
  fc.assert(
    fc.property(fc.string(), (line) => {
      expect(
        words(
          readSpans(line)
            .map((span) => span.text)
            .join(''),
        ),
      ).toEqual(words(line));
    }),
  );
});
