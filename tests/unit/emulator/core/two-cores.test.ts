// Both cores together: turns, events, sleep, and time that passes without them.
import { beforeEach, describe, expect, test } from 'vitest';
import { BareCores, peripheralBase, programBase, stackTop } from '../../../support/bare-cores.ts';

const second = 0x20000800;
const counter = 0x20001000;
/** LDR r0, [r1]; ADDS r0, #1; STR r0, [r1]; B back. */
const countForEver = [0x6808, 0x3001, 0x6008, 0xe7fb];
const waitForEvent = 0xbf20;
const sendEvent = 0xbf40;
const sleepForEver = [0xbf30, 0xe7fd];

let cores: BareCores;

beforeEach(() => {
  cores = new BareCores();
});

function startSecond(...code: number[]): void {
  cores.put(second, ...code);
  cores.other.start(second, 0x20008000, 0x20000000);
}

describe('time', () => {
  test('passes while both sleep, without a step of theirs', () => {
    cores.start(...sleepForEver);
    cores.runFor(125_000_000 * 3600);
    expect(cores.clock.nanoseconds).toBeCloseTo(3600e9, -3);
    expect(cores.core.cycles).toBeGreaterThanOrEqual(125_000_000 * 3600);
  });

  test('an alarm rings at its moment, whatever the cores do', () => {
    cores.start(...countForEver).registers[1] = counter;
    const rung: number[] = [];
    const alarm = cores.clock.createAlarm(() => {
      rung.push(cores.clock.nanoseconds);
      if (rung.length < 3) alarm.schedule(1000);
    });
    alarm.schedule(1000);
    cores.runFor(1000);
    expect(rung).toEqual([1000, 2000, 3000]);
  });

  test('an access after the moment of an alarm finds that it has rung', () => {
    // STR r0, [r1]; then eight NOPs without a branch, and LDR r2, [r1].
    const core = cores.start(0x6008, ...Array<number>(8).fill(0xbf00), 0x680a, 0xe7fe);
    core.registers[1] = peripheralBase;
    let rung = 0;
    const alarm = cores.clock.createAlarm(() => rung++);
    const seen: number[] = [];
    cores.bus.onAccess = () => {
      if (seen.length === 0) alarm.schedule(40);
      seen.push(rung);
    };
    cores.runFor(100);
    expect(seen).toEqual([0, 1]);
  });

  test('both cores get through the same time', () => {
    cores.start(...countForEver).registers[1] = counter;
    startSecond(...countForEver);
    cores.other.registers[1] = counter + 4;
    cores.runFor(90_000);
    const [first, other] = [cores.word(counter), cores.word(counter + 4)];
    expect(first).toBeGreaterThan(11_000);
    expect(Math.abs(first - other)).toBeLessThan(30);
    expect(Math.abs(cores.core.cycles - cores.other.cycles)).toBeLessThan(200);
  });

  test('another frequency makes cycles last longer, and time goes on from where it was', () => {
    cores.start(...countForEver).registers[1] = counter;
    cores.runFor(1000);
    const before = cores.clock.nanoseconds;
    cores.clock.setFrequency(12_500_000);
    expect(cores.clock.nanoseconds).toBe(before);
    const cycles = cores.core.cycles;
    cores.processors.runUntil(before + 80_000);
    expect(cores.core.cycles - cycles).toBeGreaterThanOrEqual(1000);
    expect(cores.core.cycles - cycles).toBeLessThan(1010);
  });

  test('while the system clock stands still the cores do, and alarms ring', () => {
    cores.start(...countForEver).registers[1] = counter;
    cores.runFor(100);
    const cycles = cores.core.cycles;
    cores.clock.setFrequency(0);
    const alarm = cores.clock.createAlarm(() => cores.clock.setFrequency(125_000_000));
    alarm.schedule(1e9);
    cores.processors.runUntil(cores.clock.nanoseconds + 5e8);
    expect(cores.core.cycles).toBe(cycles);
    cores.processors.runUntil(cores.clock.nanoseconds + 5e8 + 800);
    expect(cores.core.cycles - cycles).toBeGreaterThanOrEqual(100);
    expect(cores.core.cycles - cycles).toBeLessThan(110);
  });
});

describe('what one core does to the other', () => {
  test('SEV ends its WFE, at that time', () => {
    cores.start(waitForEvent, 0x2201, 0xe7fe); // MOVS r2, #1
    // Three times around a loop of 3 × 100 cycles, then SEV.
    startSecond(0x2064, 0x3801, 0xd1fd, sendEvent, 0xe7fe);
    cores.runFor(290);
    expect(cores.core.sleeping).toBe(true);
    cores.runFor(30);
    expect(cores.core.registers[2]).toBe(1);
    expect(cores.core.cycles).toBeGreaterThan(300);
  });

  test('an event that was sent before is not lost', () => {
    startSecond(sendEvent, 0xe7fe);
    cores.start(0xbf00, 0xbf00, waitForEvent, 0x2201, 0xe7fe);
    cores.runFor(300);
    expect(cores.core.registers[2]).toBe(1);
  });

  test('an interrupt wakes the one that it is for', () => {
    cores.start(...sleepForEver);
    startSecond(...sleepForEver);
    for (const core of cores.processors.cores) core.bus.write32(0xe000e100, 1 << 13);
    cores.vectors({ 29: second + 0x100 });
    cores.put(second + 0x100, 0x2707, 0xe7fe); // MOVS r7, #7
    cores.runFor(100);
    cores.interrupts.set(13, true, 1);
    cores.runFor(100);
    expect([cores.core.registers[7], cores.other.registers[7]]).toEqual([0, 7]);
  });

  test('a spin lock has one owner', () => {
    // take: LDR r0, [r1]; CMP r0, #0; BEQ take; LDR r3, [r2]; ADDS r3, #1; STR r3, [r2]; STR r3, [r1]; B take
    const guarded = [0x6808, 0x2800, 0xd0fc, 0x6813, 0x3301, 0x6013, 0x600b, 0xe7f7];
    cores.start(...guarded);
    startSecond(...guarded);
    for (const core of cores.processors.cores) core.registers.set([0, 0xd0000100, counter]);
    cores.runFor(50_000);
    expect(cores.word(counter)).toBeGreaterThan(2000);
    expect(cores.core.bus.read32(0xd000005c) & ~1).toBe(0);
  });

  test('a core that is held does nothing until it is started', () => {
    startSecond(...countForEver);
    cores.other.registers[1] = counter;
    cores.start(...sleepForEver);
    cores.runFor(90);
    cores.other.hold();
    const before = cores.word(counter);
    cores.runFor(900);
    expect(cores.word(counter)).toBe(before);
    cores.other.start(second, 0x20008000, 0x20000000);
    cores.other.registers[1] = counter;
    cores.runFor(900);
    expect(cores.word(counter)).toBeGreaterThan(before + 90);
  });
});

test('says when both cores sleep deeply, and when one wakes', () => {
  cores.start(...sleepForEver);
  startSecond(...sleepForEver);
  for (const core of cores.processors.cores) core.bus.write32(0xe000ed10, 1 << 2);
  cores.core.bus.write32(0xe000e100, 1);
  cores.vectors({ 16: second + 0x100 });
  cores.put(second + 0x100, 0xe7fe);
  cores.runFor(100);
  expect(cores.deepSleeps).toEqual([true]);
  cores.interrupts.set(0, true, 0);
  cores.runFor(100);
  expect(cores.deepSleeps).toEqual([true, false]);
});

describe('native routines', () => {
  test('take their cycles and return to LR', () => {
    cores.memory.defineNative(0x100, ({ registers }) => {
      registers[0]! += 5;
      return 50;
    });
    const core = cores.start(0xbf00);
    core.registers.set([37]);
    core.registers[14] = programBase | 1;
    core.pc = 0x100;
    core.step();
    expect([core.registers[0], core.pc, core.cycles]).toEqual([42, programBase, 50]);
  });

  test('are called again after their cycles when they say so, and alarms ring between', () => {
    let alarms = 0;
    let calls = 0;
    cores.memory.defineNative(0x100, () => (++calls < 3 ? { cycles: 1000, again: true } : 10));
    const core = cores.start(0xe7fe);
    core.registers[14] = programBase | 1;
    core.pc = 0x100;
    cores.clock.createAlarm(() => alarms++).schedule(8500);
    cores.runFor(1500);
    expect([calls, alarms]).toEqual([2, 1]);
    cores.runFor(1500);
    expect([calls, core.pc]).toEqual([3, programBase]);
  });

  test('fault where they reach for nothing', () => {
    cores.vectors({ 3: second });
    cores.put(second, 0xe7fe);
    cores.memory.defineNative(0x100, (core) => core.bus.read32(0x30000000));
    cores.start(0xbf00).pc = 0x100;
    cores.step(2);
    expect(cores.core.state.exception).toBe(3);
    expect(cores.word(stackTop - 32 + 24)).toBe(0x100);
  });
});

test('what is put back goes on exactly as it did', () => {
  cores.start(...countForEver).registers[1] = counter;
  startSecond(0x4140, waitForEvent, 0xe7fc); // ADCS r0, r0; WFE; B
  cores.core.bus.write32(0xe000e014, 777);
  cores.core.bus.write32(0xe000e010, 7);
  cores.vectors({ 15: second + 0x100 });
  cores.put(second + 0x100, sendEvent, 0x4770); // SEV; BX lr
  cores.runFor(10_123);
  const saved = structuredClone({
    sram: cores.memory.sram.slice(),
    processors: cores.processors.save(),
    clock: cores.clock.save(),
  });
  const copy = new BareCores();
  copy.memory.sram.set(saved.sram);
  copy.memory.allChanged();
  copy.processors.restore(saved.processors);
  copy.clock.restore(saved.clock);
  for (const each of [cores, copy]) each.runFor(54_321);
  expect(copy.processors.save()).toEqual(cores.processors.save());
  expect(copy.clock.save()).toEqual(cores.clock.save());
  expect(copy.memory.sram).toEqual(cores.memory.sram);
});
