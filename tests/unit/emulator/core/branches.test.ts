// Branches: conditions, distances, links and cycles (ARMv6-M ARM, A6.7; Cortex-M0+ TRM, table 3-1).
import { describe, expect, test } from 'vitest';
import { BareCores, programBase } from '../../../support/bare-cores.ts';

const n = 1 << 31;
const z = 1 << 30;
const c = 1 << 29;
const v = 1 << 28;

/** Each condition, by its name, and whether it holds for flags. */
const conditions: [name: string, holds: (flags: number) => boolean][] = [
  ['EQ', (flags) => (flags & z) !== 0],
  ['NE', (flags) => (flags & z) === 0],
  ['CS', (flags) => (flags & c) !== 0],
  ['CC', (flags) => (flags & c) === 0],
  ['MI', (flags) => (flags & n) !== 0],
  ['PL', (flags) => (flags & n) === 0],
  ['VS', (flags) => (flags & v) !== 0],
  ['VC', (flags) => (flags & v) === 0],
  ['HI', (flags) => (flags & c) !== 0 && (flags & z) === 0],
  ['LS', (flags) => (flags & c) === 0 || (flags & z) !== 0],
  ['GE', (flags) => ((flags & n) !== 0) === ((flags & v) !== 0)],
  ['LT', (flags) => ((flags & n) !== 0) !== ((flags & v) !== 0)],
  ['GT', (flags) => (flags & z) === 0 && ((flags & n) !== 0) === ((flags & v) !== 0)],
  ['LE', (flags) => (flags & z) !== 0 || ((flags & n) !== 0) !== ((flags & v) !== 0)],
];

test.each(conditions.map(([name, holds], number) => [name, number, holds] as const))(
  'B%s goes by the flags, in two cycles or one',
  (_name, number, holds) => {
    const cores = new BareCores();
    for (let bits = 0; bits < 16; bits++) {
      const core = cores.start(0xd000 | (number << 8) | 0x10);
      core.flags = bits << 28;
      const start = core.cycles;
      core.step();
      const taken = holds(bits << 28);
      expect([bits, core.pc]).toEqual([bits, programBase + (taken ? 4 + 0x20 : 2)]);
      expect(core.cycles - start).toBe(taken ? 2 : 1);
    }
  },
);

function stepOne(code: number[], registers: Record<number, number> = {}) {
  const cores = new BareCores();
  const core = cores.start(...code);
  for (const [number, value] of Object.entries(registers)) core.registers[Number(number)] = value;
  const start = core.cycles;
  core.step();
  return { core, cycles: core.cycles - start };
}

describe('branches that are always taken', () => {
  test.each([
    ['B forward', [0xe010], programBase + 4 + 0x20, 2],
    ['B backward', [0xe7c0], programBase + 4 - 0x80, 2],
    ['BEQ backward', [0xd1c0], programBase + 4 - 0x80, 2],
    ['BL forward', [0xf000, 0xf810], programBase + 4 + 0x20, 3],
    ['BL backward', [0xf7ff, 0xffc0], programBase + 4 - 0x80, 3],
    ['BL far forward', [0xf010, 0xf800], programBase + 4 + 0x10000, 3],
  ])('%s', (_name, code, target, cycles) => {
    const done = stepOne(code);
    expect(done.core.pc).toBe(target);
    expect(done.cycles).toBe(cycles);
    if (code.length === 2) expect(done.core.registers[14]).toBe((programBase + 4) | 1);
  });

  test('BX, BLX and MOV pc go to a register', () => {
    const target = 0x20000800;
    expect(stepOne([0x4718], { 3: target | 1 })).toMatchObject({ core: { pc: target }, cycles: 2 });
    expect(stepOne([0x469f], { 3: target })).toMatchObject({ core: { pc: target }, cycles: 2 });
    const call = stepOne([0x4798], { 3: target | 1 });
    expect(call).toMatchObject({ core: { pc: target }, cycles: 2 });
    expect(call.core.registers[14]).toBe((programBase + 2) | 1);
  });

  test('BLX lr goes where LR led before', () => {
    expect(stepOne([0x47f0], { 14: 0x20000801 }).core.pc).toBe(0x20000800);
  });

  test('ADD pc adds to the address two instructions ahead', () => {
    expect(stepOne([0x4487], { 0: 0x40 }).core.pc).toBe(programBase + 4 + 0x40);
  });

  test('POP {r0, pc} takes four cycles and its registers, and no T bit is a fault', () => {
    const cores = new BareCores();
    const core = cores.start(0xbd01);
    cores.putWords(0x20002000, 7, 0x20000801);
    core.registers[13] = 0x20002000;
    const start = core.cycles;
    core.step();
    expect(core.pc).toBe(0x20000800);
    expect([core.registers[0], core.registers[13]]).toEqual([7, 0x20002008]);
    expect(core.cycles - start).toBe(5);
  });
});

test('code that is written anew is executed anew, also the second half of a long instruction', () => {
  const cores = new BareCores();
  const core = cores.start(0xf000, 0xf810);
  core.step();
  expect(core.pc).toBe(programBase + 0x24);
  // STRH r0, [r1] over the second half, by the core itself.
  cores.put(programBase + 0x24, 0x8008);
  core.registers.set([0xf820, programBase + 2]);
  core.step();
  core.pc = programBase;
  core.step();
  expect(core.pc).toBe(programBase + 0x44);
});

test('code in flash reaches its literals and calls', () => {
  const cores = new BareCores();
  cores.memory.flash.set([0x00, 0x48, 0x00, 0xe0, 0x78, 0x56, 0x34, 0x12]); // LDR r0, [pc]; B
  cores.core.start(0x10000000, 0x20001000, 0);
  cores.step(2);
  expect(cores.core.registers[0]).toBe(0x12345678);
  expect(cores.core.pc).toBe(0x10000006);
});
