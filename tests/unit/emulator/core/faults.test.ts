// What faults on the chip faults here: HardFault, lockup, and what a handler finds (ARMv6-M ARM, B1.5.10).
import { beforeEach, describe, expect, test } from 'vitest';
import { BareCores, programBase, stackTop } from '../../../support/bare-cores.ts';

const hardFault = 0x20000400;
const nop = 0xbf00;

let cores: BareCores;

beforeEach(() => {
  cores = new BareCores();
  cores.vectors({ 3: hardFault, 11: 0x20000500, 16: 0x20000600 });
  cores.put(hardFault, nop, nop, 0x4770);
});

/** Where HardFault was taken: the address in its frame. */
function faultedAt(): number | null {
  return cores.core.state.exception === 3 ? cores.word(cores.core.registers[13]! + 24) : null;
}

type Row = [name: string, code: number[], registers?: Record<number, number>];

const faults: Row[] = [
  ['LDR from no multiple of 4', [0x6808], { 1: 0x20001002 }],
  ['LDRH from an odd address', [0x8808], { 1: 0x20001001 }],
  ['LDRSH from an odd address', [0x5e88], { 1: 0x20001001, 2: 0 }],
  ['STR to no multiple of 4', [0x6008], { 1: 0x20001001 }],
  ['STRH to an odd address', [0x8008], { 1: 0x20001003 }],
  ['LDR from no multiple of 4 in flash', [0x6808], { 1: 0x10000002 }],
  ['LDM from no multiple of 4', [0xc901], { 1: 0x20001002 }],
  ['STM to no multiple of 4', [0xc101], { 1: 0x20001002 }],
  ['LDR where nothing is', [0x6808], { 1: 0x30000000 }],
  ['STR where nothing is', [0x6008], { 1: 0x30000000 }],
  ['LDR behind the SRAM', [0x6808], { 1: 0x20042000 }],
  ['LDRB where no peripheral is', [0x7808], { 1: 0x40000010 }],
  ['LDM over the end of the SRAM', [0xc90c], { 1: 0x20041ffc }],
  ['POP over the end of the SRAM', [0xbc03], { 13: 0x20041ffc }],
  ['LDR outside of the private peripherals', [0x6808], { 1: 0xe1000000 }],
  ['UDF', [0xde00]],
  ['UDF.W', [0xf7f0, 0xa000]],
  ['a long instruction of other processors', [0xe880, 0x0000]],
  ['an instruction of other processors', [0xb100]],
  ['IT', [0xbf08]],
  ['BKPT without a debugger', [0xbe00]],
];

describe('an instruction that cannot be carried out', () => {
  test.each(faults)('%s', (_name, code, registers = {}) => {
    const core = cores.start(nop, ...code);
    core.registers.fill(0x55, 0, 13);
    for (const [number, value] of Object.entries(registers)) core.registers[Number(number)] = value;
    const before = [...core.registers.slice(0, 13)];
    cores.step(2);
    expect(faultedAt()).toBe(programBase + 2);
    expect([...core.registers.slice(0, 13)]).toEqual(before);
    expect(core.faultAddress).toBe(programBase + 2);
    expect(core.lockedUp).toBe(false);
    cores.step();
    expect(core.pc).toBe(hardFault + 2);
  });

  test('SVC with interrupts masked is a fault', () => {
    cores.start(0xb672, 0xdf00);
    cores.step(2);
    expect(faultedAt()).toBe(programBase + 2);
  });
});

describe('a jump to where no code is', () => {
  test.each([
    ['nothing', 0x30000001, 0x30000000],
    ['a peripheral', 0x40000001, 0x40000000],
    ['behind the SRAM', 0x20042001, 0x20042000],
    ['ARM code', 0x20000800, 0x20000800],
  ])('%s', (_name, target, at) => {
    const core = cores.start(0x4718); // BX r3
    core.registers[3] = target;
    cores.step(2);
    expect(faultedAt()).toBe(at);
    expect(cores.word(stackTop - 32 + 28) & (1 << 24)).toBe(target & 1 ? 1 << 24 : 0);
  });

  test('falling off the end of the SRAM', () => {
    cores.put(0x20041ffe, nop);
    cores.core.start(0x20041ffe, stackTop, 0x20000000);
    cores.step(2);
    expect(faultedAt()).toBe(0x20042000);
  });

  test('a branch over the end of its memory', () => {
    cores.put(0x20041ffe, 0xe3ff);
    cores.core.start(0x20041ffe, stackTop, 0x20000000);
    cores.step(2);
    expect(cores.core.state.exception).toBe(3);
  });
});

describe('returns that cannot be', () => {
  test('a handler that returns to what was not interrupted', () => {
    const core = cores.start(nop);
    cores.put(0x20000600, 0x4718); // BX r3
    core.bus.write32(0xe000e100, 1);
    core.bus.write32(0xe000e200, 1);
    core.registers[3] = 0xfffffff1 | 0;
    cores.step(2);
    expect(core.state.exception).toBe(3);
  });

  test('the same value in a program is an address like any other', () => {
    const core = cores.start(0x4718);
    core.registers[3] = 0xfffffff9 | 0;
    cores.step(2);
    expect(faultedAt()).toBe(0xfffffff8);
  });
});

test('a core says for how long it has been handling a fault, unless it is held', () => {
  cores.put(hardFault, 0xe7fe); // B .
  const core = cores.start(nop, 0xde00);
  cores.step();
  expect(core.faultCycles).toBe(0);
  cores.step(100);
  expect(core.faultCycles).toBeGreaterThan(100);
  core.hold();
  expect(core.faultCycles).toBe(0);
});

describe('faults that cannot be handled', () => {
  test('a fault in the handler of one locks the core up', () => {
    cores.put(hardFault, nop, 0xde00);
    const core = cores.start(nop, 0xde00);
    cores.step(4);
    expect(core.lockedUp).toBe(true);
    expect(core.sleeping).toBe(true);
    expect(core.faultAddress).toBe(programBase + 2);
    core.setInterrupt(3, true);
    expect(core.lockedUp).toBe(true);
    core.start(programBase, stackTop, 0x20000000);
    expect(core.lockedUp).toBe(false);
  });

  test('a stack where nothing is leads to the handler, which locks up when it pushes', () => {
    cores.put(hardFault, 0xb510); // PUSH {r4, lr}
    const core = cores.start(0xde00);
    core.registers[13] = 0x30000000;
    cores.step();
    expect(core.lockedUp).toBe(true);
    expect(core.faultAddress).toBe(programBase);
  });

  test('no vector for an interrupt is a fault', () => {
    const core = cores.start(nop, nop);
    core.bus.write32(0xe000ed08, 0x30000000);
    core.bus.write32(0xe000e100, 1);
    core.bus.write32(0xe000e200, 1);
    cores.step();
    expect(core.lockedUp).toBe(true);
  });
});

test('a program without privileges cannot touch what belongs to the system', () => {
  // MSR CONTROL, r2; CPSID i; MRS r3, PRIMASK; MSR CONTROL, r4; LDR r0, [r1]
  const core = cores.start(0xf382, 0x8814, 0xb672, 0xf3ef, 0x8310, 0xf384, 0x8814, 0x6808);
  core.registers.set([0, 0xe000ed00, 1, 9, 0]);
  cores.step(4);
  expect(core.registers[3]).toBe(0);
  expect(core.state.privileged).toBe(false);
  cores.step();
  expect(faultedAt()).toBe(programBase + 14);
});
