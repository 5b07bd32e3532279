import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boardName,
  hostName,
  temporaryMaker,
  temporaryName,
} from '../../../runtime/interpreter/files/board-file-names.ts';

/** What Windows refuses in a name (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
const refusedByWindows = /[\x00-\x1f<>:"/\\|?*]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

const anyName = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.stringMatching(/^[%0-9A-Fa-f.: ]{1,12}$/),
  fc.constantFrom('con', 'CON.txt', 'com1', 'nul.', 'lpt9.a.b', 'a:b', '%3A', '%25', 'a.', ' '),
);

describe('names of a board on the disk', () => {
  test('come back as they were, and Windows can store them', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const stored = hostName(name);
        fc.pre(stored !== null);
        expect(boardName(stored)).toBe(name);
        expect(stored).not.toMatch(refusedByWindows);
      }),
    );
  });

  test('differ when the names differ', () => {
    fc.assert(
      fc.property(anyName, anyName, (one, other) => {
        fc.pre(one !== other && hostName(one) !== null);
        expect(hostName(one)).not.toBe(hostName(other));
      }),
    );
  });

  test('are the names themselves, as long as any computer takes them', () => {
    for (const name of ['main.py', 'Größe 1.txt', '日本語', '100%', '50% off', '.hidden', '%zz', '%3a']) {
      expect(hostName(name)).toBe(name);
    }
    expect(hostName('a:b')).toBe('a%3Ab');
    expect(hostName('con.py')).toBe('%63on.py');
    expect(hostName('50%2B')).toBe('50%252B');
  });

  test('are refused where a Pico refuses them', () => {
    for (const name of ['', '.', '..', 'a/b', 'a\0b', 'x'.repeat(256), '🙂'.repeat(64), '\ud800']) {
      expect(hostName(name)).toBeNull();
    }
    expect(hostName('x'.repeat(255))).not.toBeNull();
  });
});

describe('what else is in the folder', () => {
  test('does not exist for the board when no name is stored so', () => {
    for (const name of ['a:b', 'con', 'dot.', '%41', 'a%2Eb']) expect(boardName(name)).toBeNull();
  });

  test('temporary files are hidden, and tell who made them', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('python', 'host'), fc.nat(), (process, purpose, number) => {
        const name = temporaryName(process, purpose, number);
        expect(boardName(name)).toBeNull();
        expect(temporaryMaker(name)).toEqual({ process, purpose });
      }),
    );
    expect(temporaryMaker('main.py')).toBeUndefined();
  });
});
