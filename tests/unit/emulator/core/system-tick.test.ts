// SysTick (ARMv6-M ARM, B3.3; RP2040 datasheet, 2.4.5.1.1).
import { beforeEach, expect, test } from 'vitest';
import { BareCores } from '../../../support/bare-cores.ts';

const control = 0xe000e010;
const reload = 0xe000e014;
const current = 0xe000e018;
const flag = 1 << 16;

let cores: BareCores;

beforeEach(() => {
  cores = new BareCores();
  cores.start(0xbf30, 0xe7fd); // WFI; B
});

const read = (address: number) => cores.core.bus.read32(address);
const write = (address: number, value: number) => cores.core.bus.write32(address, value);

/** Lets a number of cycles pass. */
function pass(cycles: number): void {
  cores.processors.runUntil((cores.core.cycles + cycles) * 8);
}

test('counts down with the processor, and begins again at its reload value', () => {
  pass(10);
  write(reload, 99);
  write(current, 5);
  write(control, 5);
  pass(1);
  expect(read(current)).toBe(99);
  pass(49);
  expect(read(current)).toBe(50);
  pass(50);
  expect(read(current)).toBe(0);
  expect(read(control) & flag).toBe(flag);
  expect(read(control) & flag).toBe(0);
  pass(1);
  expect(read(current)).toBe(99);
});

test('counts microseconds with the reference clock', () => {
  pass(125);
  write(reload, 999);
  write(control, 1);
  pass(125 * 100);
  expect(read(current)).toBe(900);
});

test('its exception comes whenever zero is reached', () => {
  cores.vectors({ 15: 0x20000800 });
  cores.put(0x20000800, 0x3401, 0x4770); // ADDS r4, #1; BX lr
  pass(10);
  write(reload, 999);
  write(control, 7);
  pass(10_500);
  expect(cores.core.registers[4]).toBe(10);
});

test('stands still while it is off, and keeps its value', () => {
  pass(10);
  write(reload, 999);
  write(control, 5);
  pass(101);
  write(control, 4);
  pass(1000);
  expect(read(current)).toBe(899);
});
