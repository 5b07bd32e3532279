import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { catalogue } from '../../../resources/explanations/catalogue.ts';
import { explain } from '../../../renderer/explanations/explain.ts';
import { SimulatedBoard } from '../../support/simulated-board.ts';
import type { ExplainedProgram } from './marked-program.ts';
import { namePrograms } from './name-programs.ts';
import { syntaxPrograms } from './syntax-programs.ts';
import { valuePrograms } from './value-programs.ts';

const programs: readonly ExplainedProgram[] = [...syntaxPrograms, ...namePrograms, ...valuePrograms];
const helper = { name: 'helper', path: 'helper.py' };

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
  await board.prompt();
});

afterAll(() => board.end());

beforeEach(async () => {
  await board.enterRaw();
  await board.send('\x04');
  await board.until(/soft reboot[^]*>$/);
});

test.each(programs.map((program) => [program.id, program.source, program] as const))(
  '%s: %s',
  async (id, source, { place, suggestion }) => {
    const { error } = await board.run(source);
    const explanation = explain(error.replaceAll('"<stdin>"', '"main.py"'), {
      sourceOf: (file) => (file === 'main.py' ? source : null),
      modules: [helper],
    });
    expect(explanation).toMatchObject({ id, place: { file: 'main.py', ...place } });
    expect(explanation?.suggestion).toBe(suggestion);
    expect(explanation?.module).toBe(id === 'module-in-workspace' ? helper : undefined);
    const sentences = [explanation!.title, explanation!.happened, explanation!.advice].join(' ');
    expect(sentences, 'every value is filled in').not.toMatch(/\{\{|undefined|``/);
  },
);

test('every case of the catalogue is provoked on MicroPython', () => {
  const provoked = new Set<string>(programs.map(({ id }) => id));
  expect(catalogue.map(({ id }) => id).filter((id) => !provoked.has(id))).toEqual([]);
});
