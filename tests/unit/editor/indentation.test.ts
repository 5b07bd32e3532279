import { insertNewlineAndIndent } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { EditorState, Text, type Extension } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indentation } from '../../../renderer/editor/indentation/indentation.ts';
import { changesToSpaces, oddIndentations } from '../../../renderer/editor/indentation/mixed.ts';
import { fitPasted } from '../../../renderer/editor/indentation/paste.ts';
import { unitOf } from '../../../renderer/editor/indentation/unit.ts';

/** A state with the cursor where `|` stands in the text. */
function stateOf(marked: string, ...more: Extension[]): EditorState {
  const at = marked.indexOf('|');
  const text = marked.slice(0, at) + marked.slice(at + 1);
  return EditorState.create({
    doc: text,
    selection: { anchor: at },
    extensions: [python(), indentation(text, true), ...more],
  });
}

/** What the text is after Enter at `|`, with the cursor shown as `|` again. */
function afterEnter(marked: string): string {
  let state = stateOf(marked);
  insertNewlineAndIndent({ state, dispatch: (transaction) => (state = transaction.state) });
  const { head } = state.selection.main;
  return `${state.sliceDoc(0, head)}|${state.sliceDoc(head)}`;
}

function pasted(marked: string, text: string): string {
  const state = stateOf(marked);
  return state.update(state.replaceSelection(fitPasted(text, state))).state.doc.toString();
}

function mended(text: string): string {
  const state = EditorState.create({ doc: text });
  return state.update({ changes: changesToSpaces(state.doc) }).state.doc.toString();
}

const lines = (...all: string[]): string => all.join('\n');
const odd = (text: string): number => oddIndentations(Text.of(text.split('\n'))).length;

describe('Enter', () => {
  test.each([
    ['while True:|', 'while True:\n    |'],
    ['if x:\n    a()|', 'if x:\n    a()\n    |'],
    ['for i in range(3):  # three|', 'for i in range(3):  # three\n    |'],
    ['print(|)', 'print(\n    |\n)'],
    ['def f():\n    return 1|', 'def f():\n    return 1\n|'],
    ['for x in y:\n    if x:\n        break|', 'for x in y:\n    if x:\n        break\n    |'],
    ['while x:\n    continue  # again|', 'while x:\n    continue  # again\n|'],
    ['def f():\n    pass|', 'def f():\n    pass\n|'],
    ['try:\n    raise ValueError("no: (")|', 'try:\n    raise ValueError("no: (")\n|'],
    ['def f():\n    passing = 1|', 'def f():\n    passing = 1\n    |'],
    ['return|', 'return\n|'],
  ])('in %j gives %j', (before, after) => {
    expect(afterEnter(before)).toBe(after);
  });

  test('in the middle of a return that goes on does not step back', () => {
    expect(afterEnter('def f():\n    return g(|)')).not.toContain('\n|');
  });
});

describe('the unit of a file', () => {
  test.each([
    ['', '    '],
    ['x = 1', '    '],
    ['if x:\n  a()\n  if y:\n    b()', '  '],
    ['if x:\n    a()\n    if y:\n        b()', '    '],
    ['if x:\n\ta()\n\tif y:\n\t\tb()', '\t'],
    ['if x:\n   a()', '   '],
  ])('of %j is %j', (text, unit) => {
    expect(unitOf(text)).toBe(unit);
  });
});

test('draws a tab as far as MicroPython counts it', () => {
  expect(stateOf('|').tabSize).toBe(8);
});

describe('pasting', () => {
  const block = lines('if x:', '    a()', 'b()');

  test('moves a block to the column of the cursor', () => {
    expect(pasted('def f():\n    |', block)).toBe(lines('def f():', '    if x:', '        a()', '    b()'));
  });

  test('moves a block back that was deeper where it came from', () => {
    const deep = lines('        if x:', '            a()', '        b()');
    expect(pasted('def f():\n    |', deep)).toBe(lines('def f():', '    if x:', '        a()', '    b()'));
  });

  test('knows that the first line lost its indentation', () => {
    const selected = lines('if x:', '            a()', '        b()');
    expect(pasted('|', selected)).toBe(block);
    expect(pasted('def f():\n    |', 'a()\n        b()')).toBe(lines('def f():', '    a()', '    b()'));
  });

  test('at the start of a line keeps a block as it was', () => {
    expect(pasted('|', '    a()\n    b()')).toBe('    a()\n    b()');
    expect(pasted('|', block)).toBe(block);
  });

  test('leaves alone what is one line, or goes in behind code', () => {
    expect(pasted('    |', 'a()')).toBe('    a()');
    expect(pasted('x = |', 'f(\n  1)')).toBe('x = f(\n  1)');
  });

  test('leaves a call alone whose brackets go over several lines', () => {
    expect(pasted('|', 'f(1,\n  2)')).toBe('f(1,\n  2)');
  });

  test('turns tabs and unbreakable spaces into what the file has', () => {
    expect(pasted('|', 'if x:\n\ta()')).toBe('if x:\n    a()');
    expect(pasted('|', 'if x:\n\u00a0\u00a0\u00a0\u00a0a()')).toBe('if x:\n    a()');
    expect(pasted('if y:\n\tz()\n|', 'if x:\n    a()')).toBe('if y:\n\tz()\nif x:\n\ta()');
  });

  test('never changes anything but the white space before code', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^ {0,9}[a-z(:#'"]{1,9}$/), { minLength: 1 }), (all) => {
        const text = all.join('\n');
        const fitted = fitPasted(text, stateOf('if x:\n    |'));
        expect(fitted.split('\n').map((line) => line.trimStart())).toEqual(
          text.split('\n').map((line) => line.trimStart()),
        );
      }),
    );
  });
});

describe('mixed indentation', () => {
  test('is found where a file has tabs and spaces', () => {
    expect(odd('if x:\n    a()\n    b()\n\tc()')).toBe(1);
    expect(odd('if x:\n\ta()\n\tb()\n    c()')).toBe(1);
    expect(odd('if x:\n  \ta()')).toBe(1);
  });

  test('is not found where a file has one of them, or on empty lines and in long strings', () => {
    expect(odd('if x:\n    a()\n    b()')).toBe(0);
    expect(odd('if x:\n\ta()\n\tb()')).toBe(0);
    expect(odd('if x:\n    a()\n\t\n    b()')).toBe(0);
    expect(odd('if x:\n    a = """\n\tkept\n"""')).toBe(0);
  });

  test('is mended to what it looks like', () => {
    expect(mended('if x:\n    a()\n\tb()')).toBe('if x:\n    a()\n    b()');
    expect(mended('if x:\n\tif y:\n\t\ta()\n    b()')).toBe('if x:\n    if y:\n        a()\n    b()');
  });

  test('is mended to what Python makes of it where it looks wrong', () => {
    expect(mended('if x:\n    if y:\n\ta()\n    b()')).toBe('if x:\n    if y:\n        a()\n    b()');
  });

  test('is mended outside of long strings only', () => {
    expect(mended('if x:\n    a = """\n\tkept\n"""\n\tb()')).toBe('if x:\n    a = """\n\tkept\n"""\n    b()');
  });

  test('is gone once it was mended, whatever it was', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[\t ]{0,6}(if x:|a\(\)|)$/)), (all) => {
        expect(odd(mended(all.join('\n')))).toBe(0);
      }),
    );
  });
});
