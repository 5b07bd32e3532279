import { expect, test } from 'vitest';
import { neededModules } from '../../../renderer/explanations/needed-modules.ts';

const texts: Readonly<Record<string, readonly string[]>> = {
  'robot.py': ['import servo, machine\nfrom arm.joint import bend\n'],
  'lib/servo.py': ['from machine import Pin\nimport maths as m\n'],
  arm: ['from . import joint\n', 'import servo\nimport time, colours\n'],
  'maths.py': ['import robot\n'],
  'colours.py': [''],
  'unused.py': ['import servo\n'],
};
const modules = Object.keys(texts).map((path) => ({
  name: path.replace(/^lib\//, '').replace(/\.py$/, ''),
  path,
}));
const named = (name: string) => modules.find((module) => module.name === name)!;
const needed = async (name: string, onBoard: readonly string[] = []) => {
  const textsOf = async ({ path }: { path: string }) => texts[path] ?? [];
  const found = await neededModules(named(name), { modules, onBoard: new Set(onBoard), textsOf });
  return found.map(({ path }) => path);
};

test('a module brings along what it imports from the workspace, and what that imports', async () => {
  expect(await needed('robot')).toEqual(['robot.py', 'lib/servo.py', 'arm', 'maths.py', 'colours.py']);
});

test('what the board has already stays as it is, and what only that would need', async () => {
  expect(await needed('robot', ['servo', 'colours'])).toEqual(['robot.py', 'arm']);
  expect(await needed('colours', [])).toEqual(['colours.py']);
});
