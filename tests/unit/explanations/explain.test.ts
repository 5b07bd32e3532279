import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogue } from '../../../resources/explanations/catalogue.ts';
import { explain } from '../../../renderer/explanations/explain.ts';
import { SimulatedBoard } from '../../support/simulated-board.ts';
import type { ExplainedProgram } from './marked-program.ts';
import { syntaxPrograms } from './syntax-programs.ts';

const programs: readonly ExplainedProgram[] = [...syntaxPrograms];

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
  await board.prompt();
});

afterAll(() => board.end());

test.each(programs.map((program) => [program.id, program.source, program] as const))(
  '%s: %s',
  async (id, source, { place, suggestion }) => {
    const { error } = await board.run(source);
    const explanation = explain(error.replaceAll('"<stdin>"', '"main.py"'), { sourceOf: () => source });
    expect(explanation).toMatchObject({ id, place: { file: 'main.py', ...place } });
    expect(explanation?.suggestion).toBe(suggestion);
    const sentences = [explanation!.title, explanation!.happened, explanation!.advice].join(' ');
    expect(sentences, 'every value is filled in').not.toMatch(/\{\{|undefined|``/);
  },
);

test('every case of the catalogue is provoked on MicroPython', () => {
  const provoked = new Set<string>(programs.map(({ id }) => id));
  expect(catalogue.map(({ id }) => id).filter((id) => !provoked.has(id))).toEqual([]);
});
