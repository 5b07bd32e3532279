import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtins, moduleMembers, typeMembers } from '../../../resources/explanations/known-names.ts';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start({ model: 'pico-w' });
  await board.prompt();
});

afterAll(() => board.end());

/** The public names that `dir` lists of an expression. */
async function namesOf(expression: string, preparation = ''): Promise<string[]> {
  const { output, error } = await board.run(
    `${preparation}\nfor _name in dir(${expression}):\n    if not _name.startswith("_"):\n        print(_name)`,
  );
  expect(error).toBe('');
  return output.split('\r\n').filter((name) => name !== '');
}

test('every built-in name is known', async () => {
  expect(builtins).toEqual(expect.arrayContaining(await namesOf('builtins', 'import builtins')));
});

test.each([...moduleMembers].filter(([name]) => !/asyncio$|aioble|webrepl/.test(name)))(
  'every member of %s is known',
  async (module, members) => {
    expect(members).toEqual(expect.arrayContaining(await namesOf(module, `import ${module}`)));
  },
);

test.each([
  ['str', '""'],
  ['bytes', 'b""'],
  ['list', '[]'],
  ['tuple', '()'],
  ['dict', '{}'],
  ['set', 'set()'],
  ['int', '1'],
  ['Pin', 'machine.Pin(3)'],
  ['PWM', 'machine.PWM(3)'],
  ['ADC', 'machine.ADC(26)'],
  ['Timer', 'machine.Timer()'],
  ['RTC', 'machine.RTC()'],
  ['TextIOWrapper', 'open("x", "w")'],
])('every method of %s is known', async (type, example) => {
  expect(typeMembers.get(type)).toEqual(expect.arrayContaining(await namesOf(example, 'import machine')));
});
