// Interrupts and other exceptions: entry, return, priorities, sleep (ARMv6-M ARM, B1.5 and B3; RP2040 datasheet, 2.4).
import { beforeEach, describe, expect, test } from 'vitest';
import { BareCores, programBase, stackTop } from '../../../support/bare-cores.ts';

const handler = (number: number) => 0x20000400 + number * 0x20;
const enable = 0xe000e100;
const pend = 0xe000e200;
const unpend = 0xe000e280;
const priorities = 0xe000e400;
const interruptControl = 0xe000ed04;
const systemControl = 0xe000ed10;
const nop = 0xbf00;
const returnByLink = 0x4770; // BX lr
const waitForInterrupt = 0xbf30;
const waitForEvent = 0xbf20;

let cores: BareCores;

beforeEach(() => {
  cores = new BareCores();
  const all = Array.from({ length: 42 }, (_, index) => index + 2);
  cores.vectors(Object.fromEntries(all.map((number) => [number, handler(number)])));
  for (const number of all) cores.put(handler(number), nop, returnByLink);
});

function write(address: number, value: number): void {
  cores.core.bus.write32(address, value);
}

function statusOf(core = cores.core) {
  return { pc: core.pc, exception: core.state.exception };
}

describe('entry and return', () => {
  test('a handler finds the frame, and its return restores everything', () => {
    const core = cores.start(nop, nop, nop);
    core.registers.set([1, 2, 3, 4, 5]);
    core.registers[12] = 12;
    core.registers[14] = 0x20000801;
    core.flags = 0xa0000000;
    write(enable, 1 << 3);
    cores.step();
    core.setInterrupt(3, true);
    core.setInterrupt(3, false);
    const before = core.cycles;
    cores.step();
    expect(statusOf()).toEqual({ pc: handler(19) + 2, exception: 19 });
    expect(core.cycles - before).toBe(16);
    expect(core.registers[13]).toBe(stackTop - 32);
    expect(core.registers[14] >>> 0).toBe(0xfffffff9);
    const frame = [0, 4, 8, 12, 16, 20, 24, 28].map((offset) => cores.word(stackTop - 32 + offset));
    expect(frame).toEqual([1, 2, 3, 4, 12, 0x20000801, programBase + 2, 0xa1000000]);
    core.registers.set([9, 9, 9, 9]);
    cores.step();
    expect(statusOf()).toEqual({ pc: programBase + 2, exception: 0 });
    expect([...core.registers.slice(0, 5)]).toEqual([1, 2, 3, 4, 5]);
    expect(core.registers[13]).toBe(stackTop);
    expect(core.flags >>> 0).toBe(0xa0000000);
  });

  test('a stack at an odd word is aligned to eight bytes and put back', () => {
    const core = cores.start(nop, nop);
    core.registers[13] = stackTop - 4;
    write(enable, 1);
    write(pend, 1);
    cores.step();
    expect(core.registers[13]).toBe(stackTop - 40);
    expect(cores.word(stackTop - 40 + 28) & 0x200).toBe(0x200);
    cores.step();
    expect(core.registers[13]).toBe(stackTop - 4);
  });

  test('a program on the process stack is saved there, and its handler uses the main stack', () => {
    const core = cores.start(0xf381, 0x8809, 0xf382, 0x8814, nop); // MSR PSP, r1; MSR CONTROL, r2
    core.registers.set([0, 0x20008000, 2]);
    cores.step(2);
    expect(core.registers[13]).toBe(0x20008000);
    write(enable, 1);
    write(pend, 1);
    cores.step();
    expect(core.registers[14]! >>> 0).toBe(0xfffffffd);
    expect(core.registers[13]).toBe(stackTop);
    expect(cores.word(0x20008000 - 32 + 24)).toBe(programBase + 8);
    cores.step();
    expect(core.registers[13]).toBe(0x20008000);
  });

  test('SVC calls its handler and comes back behind itself', () => {
    cores.start(0xdf05, nop);
    cores.step(2);
    expect(statusOf()).toEqual({ pc: handler(11) + 2, exception: 11 });
    cores.step();
    expect(cores.core.pc).toBe(programBase + 2);
  });

  test('a handler is found in the table that VTOR names', () => {
    cores.start(nop, nop);
    cores.putWords(0x20003040, 0x20000901);
    write(0xe000ed08, 0x20003000);
    write(enable, 1);
    write(pend, 1);
    cores.put(0x20000900, nop);
    cores.step();
    expect(cores.core.pc).toBe(0x20000902);
  });
});

describe('who comes first', () => {
  test('the lower priority number, and among equals the lower exception number', () => {
    cores.start(nop, nop);
    write(priorities, 0x00804080); // lines 0 to 3: 2, 1, 2, 0
    write(enable, 0b111);
    write(pend, 0b111);
    expect((cores.core.bus.read32(interruptControl) >>> 12) & 0x1ff).toBe(17);
    cores.step();
    expect(cores.core.state.exception).toBe(17);
    // At the end of the handler the next one is begun on the same frame.
    const before = cores.core.cycles;
    cores.step();
    expect(cores.core.registers[13]).toBe(stackTop - 32);
    cores.step();
    expect(cores.core.state.exception).toBe(16);
    expect(cores.core.registers[14]! >>> 0).toBe(0xfffffff9);
    expect(cores.core.cycles - before).toBe(2 + 15 + 1);
    cores.step(2);
    expect(cores.core.state.exception).toBe(18);
    cores.step();
    expect(statusOf()).toEqual({ pc: programBase, exception: 0 });
  });

  test('only a more urgent one interrupts a handler', () => {
    const core = cores.start(nop);
    write(priorities, 0x00804080);
    write(enable, 0b111);
    write(pend, 0b001);
    cores.step();
    write(pend, 0b100);
    cores.core.state.attention = 1;
    expect(core.state.exception).toBe(16);
    cores.put(handler(16) + 2, nop, returnByLink);
    cores.step();
    expect(core.state.exception).toBe(16);
    write(pend, 0b010);
    cores.step();
    expect(core.state.exception).toBe(17);
    expect(core.registers[14]! >>> 0).toBe(0xfffffff1);
    cores.step();
    expect(statusOf()).toEqual({ pc: handler(16) + 4, exception: 16 });
  });

  test('PRIMASK holds interrupts back, not NMI, until it is cleared', () => {
    const core = cores.start(0xb672, nop, nop, 0xb662, nop, nop); // CPSID i … CPSIE i
    cores.step();
    write(enable, 1);
    write(pend, 1);
    cores.step();
    expect(core.pc).toBe(programBase + 4);
    write(interruptControl, 1 << 31);
    cores.step();
    expect(core.state.exception).toBe(2);
    cores.step();
    expect(core.state.exception).toBe(0);
    cores.step(2);
    expect(core.pc).toBe(programBase + 8);
    cores.step();
    expect(core.state.exception).toBe(16);
  });

  test('PendSV and SysTick can be requested and withdrawn', () => {
    const core = cores.start(nop, nop, nop, nop);
    write(interruptControl, 1 << 28);
    write(interruptControl, 1 << 27);
    cores.step();
    expect(core.state.exception).toBe(0);
    write(interruptControl, (1 << 26) | (1 << 28));
    cores.step();
    expect(core.state.exception).toBe(14);
    cores.step(2);
    expect(core.state.exception).toBe(15);
  });
});

describe('lines', () => {
  test('one that stays up is handled again, one that went down was handled once', () => {
    const core = cores.start(nop, nop, nop);
    write(enable, 1 << 5);
    cores.interrupts.set(5, true);
    cores.step(2); // the handler, and its return
    cores.step();
    expect(core.state.exception).toBe(21);
    cores.interrupts.set(5, false);
    cores.step();
    expect(core.state.exception).toBe(0);
    cores.step();
    expect(core.pc).toBe(programBase + 2);
  });

  test('one that went down before its handler still waits, and can be unpended', () => {
    const core = cores.start(nop, nop);
    cores.interrupts.set(5, true);
    write(unpend, 1 << 5);
    expect(core.bus.read32(pend)).toBe(1 << 5);
    cores.interrupts.set(5, false);
    expect(core.bus.read32(pend)).toBe(1 << 5);
    write(unpend, 1 << 5);
    expect(core.bus.read32(pend)).toBe(0);
  });

  test('there are six more that only programs set off', () => {
    cores.start(nop, nop);
    cores.vectors({ 47: handler(31) });
    write(enable, 1 << 31);
    write(pend, 1 << 31);
    cores.step();
    expect(cores.core.state.exception).toBe(47);
  });
});

describe('sleep', () => {
  test('WFI ends with an interrupt, also one that PRIMASK holds back', () => {
    const core = cores.start(0xb672, waitForInterrupt, nop, nop);
    write(enable, 1);
    cores.step(2);
    expect(core.sleeping).toBe(true);
    cores.interrupts.set(0, true);
    expect(core.sleeping).toBe(false);
    cores.step();
    expect(statusOf()).toEqual({ pc: programBase + 6, exception: 0 });
  });

  test('WFI does not end with an interrupt that is not enabled', () => {
    const core = cores.start(waitForInterrupt);
    cores.step();
    cores.interrupts.set(0, true);
    expect(core.sleeping).toBe(true);
  });

  test('WFE takes an event that came before, else waits for one', () => {
    const core = cores.start(0xbf40, waitForEvent, waitForEvent, nop);
    cores.step(2);
    expect(core.sleeping).toBe(false);
    cores.step();
    expect(core.sleeping).toBe(true);
    core.signalEvent();
    expect(core.sleeping).toBe(false);
  });

  test('SEVONPEND makes an event of an interrupt that is not enabled', () => {
    const core = cores.start(waitForEvent);
    write(systemControl, 1 << 4);
    cores.step();
    expect(core.sleeping).toBe(true);
    cores.interrupts.set(7, true);
    expect(core.sleeping).toBe(false);
  });

  test('SLEEPONEXIT sleeps where a handler would have returned to the program', () => {
    const core = cores.start(nop, nop);
    write(systemControl, 1 << 1);
    write(enable, 1);
    write(pend, 1);
    cores.step(2);
    expect([core.sleeping, core.state.exception]).toEqual([true, 0]);
    write(pend, 1);
    expect(core.sleeping).toBe(false);
    cores.step();
    expect(core.state.exception).toBe(16);
  });

  test('SLEEPDEEP says that the clocks may stop', () => {
    const core = cores.start(waitForInterrupt);
    write(systemControl, 1 << 2);
    expect(core.sleepingDeeply).toBe(false);
    cores.step();
    expect(core.sleepingDeeply).toBe(true);
  });
});

test('SYSRESETREQ asks for a reset, with its key only', () => {
  cores.start(nop);
  write(0xe000ed0c, 4);
  expect(cores.restarts).toBe(0);
  write(0xe000ed0c, 0x05fa0004);
  expect(cores.restarts).toBe(1);
});

test('the identification, configuration and MPU registers read as on the chip', () => {
  cores.start(nop);
  const read = (address: number) => cores.core.bus.read32(address) >>> 0;
  expect(read(0xe000ed00)).toBe(0x410cc601);
  expect(read(0xe000ed14)).toBe(0x208);
  expect(read(0xe000ed90)).toBe(0x800);
  write(0xe000ed9c, 0x20000113);
  write(0xe000eda0, 0x03000021);
  write(0xe000ed98, 0);
  expect(read(0xe000ed9c)).toBe(0);
  write(0xe000ed98, 3);
  expect([read(0xe000ed9c), read(0xe000eda0)]).toEqual([0x20000103, 0x03000021]);
  expect(cores.reports.features.size).toBe(0);
  write(0xe000ed94, 1);
  expect([...cores.reports.features]).toEqual(['memory protection (MPU)']);
});
