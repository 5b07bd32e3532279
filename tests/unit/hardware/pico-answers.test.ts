/**
 * What a real Pico answers, line by line: recorded from MicroPython 1.26.1 for the Pico and the Pico W.
 * The lines of one list follow each other on one freshly started board.
 */

import { describe, expect, it } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';
import answers from './pico-answers.json';

/** Prints the value of an expression, or the exception it raised, as in the recording. */
const asking = `
import machine
from machine import *
_names = dict(globals())
def ask(line):
    try:
        try:
            code = compile(line, 'line', 'eval')
        except SyntaxError:
            code = None
        if code is None:
            exec(line, _names)
            print('ok')
        else:
            print('=', repr(eval(code, _names)))
    except Exception as problem:
        print('!', type(problem).__name__, repr(problem.args))
`;

describe.each(Object.entries(answers))('%s', (model, lists) => {
  it.each(lists.map((list) => [list[0]?.[0] ?? '', list] as const))(
    '%s and what follows',
    async (_, list) => {
      const board = await SimulatedBoard.start({ model: model as keyof typeof answers });
      try {
        await board.prompt();
        await board.run(asking);
        const questions = list.map(([line = '']) => `ask(${JSON.stringify(line)})\n`).join('');
        const { output, error } = await board.run(questions);
        expect(error).toBe('');
        const given = output.trimEnd().split('\r\n');
        expect(list.map(([line], index) => [line, given[index]])).toEqual(list);
      } finally {
        await board.end();
      }
    },
  );
});
