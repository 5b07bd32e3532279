import { CompletionContext } from '@codemirror/autocomplete';
import { python } from '@codemirror/lang-python';
import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { completeNames } from '../../../renderer/editor/completion/source.ts';

/** What is offered at `|`; `null` for nothing. */
function offered(marked: string, explicit = false): string[] | null {
  const at = marked.indexOf('|');
  const state = EditorState.create({
    doc: marked.slice(0, at) + marked.slice(at + 1),
    extensions: [python()],
  });
  ensureSyntaxTree(state, state.doc.length, 5000);
  const result = completeNames(new CompletionContext(state, at, explicit));
  return result?.options.map(({ label }) => label) ?? null;
}

describe('while a word is typed', () => {
  test('names of the program, of MicroPython and keywords are offered', () => {
    const names = offered('from machine import Pin\ncounter = 0\ndef blink(times):\n    pri|');
    expect(names).toEqual(expect.arrayContaining(['Pin', 'counter', 'blink', 'times', 'print', 'while']));
    expect(names).not.toContain('breakpoint'); // which a computer's Python has
    expect(new Set(names).size).toBe(names!.length);
  });

  test('nothing before two letters, unless asked for', () => {
    expect(offered('p|')).toBeNull();
    expect(offered('p|', true)).toContain('print');
    expect(offered('|', true)).toContain('while');
  });

  test.each([
    '# pri|',
    'x = "pri|',
    'x = "pri|"',
    "x = '''a\npri|\n'''",
    'x = f"pri|"',
    'x = 12|',
    'x = 0xff|',
  ])('nothing in %j', (text) => expect(offered(text)).toBeNull());

  test('code within an f-string is code', () => {
    expect(offered('count = 1\nx = f"{cou|}"')).toContain('count');
  });

  test.each(['def pri|', 'class Ro|', 'for in|', 'import machine as ma|'])(
    'nothing for a new name: %j',
    (text) => expect(offered(text)).toBeNull(),
  );

  test('a word that is complete is left alone, so that Enter is Enter', () => {
    expect(offered('pass|')).toBeNull();
    expect(offered('print|')).toBeNull();
  });
});

describe('modules and what is in them', () => {
  test.each(['import |', 'import ma|', 'from ma|', 'import time, ma|'])('%j', (text) => {
    expect(offered(text)).toContain('machine');
  });

  test.each([
    ['from machine import P|', 'PWM'],
    ['from machine import Pin, |', 'ADC'],
    ['from utime import |', 'sleep_ms'],
    ['import machine\nmachine.|', 'Pin'],
    ['import machine as m\nm.|', 'Pin'],
    ['import utime\nutime.|', 'sleep_ms'],
    ['import time\ntime.sl|', 'sleep'],
  ])('%j offers %s', (text, name) => expect(offered(text)).toContain(name));
});

describe('after a dot', () => {
  const withPin = 'import machine\nfrom machine import Pin\n';

  test.each([
    [`${withPin}Pin.|`, 'OUT'],
    [`${withPin}machine.Pin.|`, 'OUT'],
    [`${withPin}led = Pin("LED", Pin.OUT)  # mine\nled.|`, 'toggle'],
    [`${withPin}led = machine.Pin("LED")\nled.to|`, 'toggle'],
    [`${withPin}Pin(15).|`, 'toggle'],
    [`${withPin}led = Pin(1)\nx = led.|`, 'value'],
    ['from machine import Pin as Leg\nleg = Leg(3)\nleg.|', 'toggle'],
    ['from machine import *\nimport machine\np = machine.PWM(1)\np.|', 'duty_u16'],
    ['"abc".|', 'upper'],
    ['name = "abc"\nname.|', 'upper'],
    ['name = input("?")\nname.|', 'upper'],
    ['things = [1, 2]\nthings.|', 'append'],
    ['ages = {"a": 1}\nages.|', 'items'],
    ['all = {1, 2}\nall.|', 'add'],
    ['with open("a.txt") as file:\n    file.|', 'readline'],
    ['import os\nnames = os.listdir()\nnames.|', 'sort'],
    ['import neopixel\nstrip = neopixel.NeoPixel(1, 8)\nstrip.|', 'fill'],
    ['import network\nwlan = network.WLAN(network.STA_IF)\nwlan.|', 'connect'],
    [
      'class Robot:\n    def __init__(self):\n        self.speed = 0\n    def go(self):\n        self.|',
      'speed',
    ],
    ['class Robot:\n    def go(self):\n        pass\nrobot = Robot()\nrobot.|', 'go'],
  ])('%j offers %s', (text, name) => expect(offered(text)).toContain(name));

  test.each(['x.|', '3.|', 'f(1) + 2.|', 'x = y + 1\nx.|', '# Pin.|', '"machine.|"'])(
    'nothing where it cannot be told: %j',
    (text) => expect(offered(text)).toBeNull(),
  );
});

test('a text of a million characters is left alone', () => {
  expect(offered(`${'x = 1\n'.repeat(200_000)}pri|`, true)).toBeNull();
});
