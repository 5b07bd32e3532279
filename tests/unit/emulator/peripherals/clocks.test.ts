import { beforeEach, describe, expect, it } from 'vitest';

import { interruptLine } from '../../../../runtime/emulator/bus/interrupts.ts';
import { Clocks } from '../../../../runtime/emulator/peripherals/clocks/clocks.ts';
import { GatedInterrupts } from '../../../../runtime/emulator/peripherals/clocks/gated-interrupts.ts';
import { CrystalOscillator } from '../../../../runtime/emulator/peripherals/crystal-oscillator.ts';
import { Pll } from '../../../../runtime/emulator/peripherals/pll.ts';
import { RingOscillator } from '../../../../runtime/emulator/peripherals/ring-oscillator.ts';
import { ChipClock } from '../../../support/chip-clock.ts';
import {
  clearBits,
  poke,
  setBits,
  WatchedInterrupts,
  WatchedNotEmulated,
} from '../../../support/chip-parts.ts';

function createParts(seed = 1) {
  const clock = new ChipClock();
  const lines = new WatchedInterrupts();
  const interrupts = new GatedInterrupts(lines);
  const notEmulated = new WatchedNotEmulated();
  const xosc = new CrystalOscillator({ clock });
  const rosc = new RingOscillator({ clock, notEmulated, seed });
  const pllSys = new Pll({ name: 'PLL_SYS', crystal: xosc });
  const pllUsb = new Pll({ name: 'PLL_USB', crystal: xosc });
  const clocks = new Clocks({ clock, interrupts, notEmulated, rosc, xosc, pllSys, pllUsb });
  return { clock, lines, interrupts, notEmulated, xosc, rosc, pllSys, pllUsb, clocks };
}

let parts: ReturnType<typeof createParts>;

beforeEach(() => {
  parts = createParts();
});

const millisecond = 1e6;

/** What every program of the SDK does at its start: crystal, PLLs, then all generators. */
function startAsTheSdkDoes(): void {
  const { clock, xosc, pllSys, pllUsb, clocks } = parts;
  poke(xosc, 0x0c, 47);
  poke(xosc, 0x00, 0xfabaa0);
  clock.pass(2 * millisecond);
  for (const [pll, feedback, post] of [
    [pllSys, 125, 0x62000],
    [pllUsb, 100, 0x55000],
  ] as const) {
    poke(pll, 0x0, 1);
    poke(pll, 0x8, feedback);
    clearBits(pll, 0x4, 0x21);
    poke(pll, 0xc, post);
    clearBits(pll, 0x4, 0x8);
  }
  poke(clocks, 0x30, 2);
  poke(clocks, 0x3c, 0 << 5);
  poke(clocks, 0x3c, 1);
  poke(clocks, 0x54, 0x800);
  poke(clocks, 0x60, 0x800);
  poke(clocks, 0x70, 1024 << 8);
  poke(clocks, 0x6c, 0x800);
  poke(clocks, 0x48, 0x800);
}

describe('the oscillators', () => {
  it('start with the ring and without the crystal', () => {
    expect(parts.rosc.frequency).toBe(6.5e6);
    expect(parts.xosc.frequency).toBe(0);
    expect(parts.clocks.system).toBe(6.5e6);
    expect(parts.clocks.reference).toBe(6.5e6);
    expect(parts.clocks.peripheral).toBe(0);
  });

  it('let the crystal take its startup delay', () => {
    const { clock, xosc } = parts;
    poke(xosc, 0x0c, 47);
    poke(xosc, 0x00, 0xfabaa0);
    clock.pass(1.002 * millisecond);
    expect(xosc.read(4)).toBe(1 << 12);
    clock.pass(0.001 * millisecond);
    expect(xosc.read(4)).toBe((0x80000000 + (1 << 12)) >>> 0);
    expect(xosc.frequency).toBe(12e6);
  });

  it('keep running when the SDK starts them once more', () => {
    startAsTheSdkDoes();
    const { xosc, clocks } = parts;
    const seen: number[] = [];
    clocks.onChange(() => seen.push(clocks.system));
    poke(xosc, 0x00, 0xaa0);
    poke(xosc, 0x0c, 47);
    setBits(xosc, 0x00, 0xfab000);
    expect(seen).toEqual([]);
    expect(xosc.frequency).toBe(12e6);
  });

  it('count cycles of the crystal down', () => {
    const { clock, xosc } = parts;
    poke(xosc, 0x1c, 24);
    clock.pass(1000);
    expect(xosc.read(0x1c)).toBe(12);
    clock.pass(5000);
    expect(xosc.read(0x1c)).toBe(0);
  });

  it('stop while dormant and start again when woken', () => {
    startAsTheSdkDoes();
    const { clock, xosc, clocks } = parts;
    poke(xosc, 0x08, 0x636f6d61);
    expect(clocks.system).toBe(0);
    expect(xosc.read(0x08)).toBe(0x636f6d61);
    clock.pass(500 * millisecond);
    xosc.wake();
    expect(clocks.system).toBe(0);
    clock.pass(2 * millisecond);
    expect(clocks.system).toBe(125e6);
    expect(xosc.read(0x08)).toBe(0x77616b65);
  });

  it('flag wrong codes', () => {
    const { rosc, xosc } = parts;
    poke(xosc, 0x08, 1);
    expect(xosc.read(4) & (1 << 24)).not.toBe(0);
    poke(xosc, 0x04, 1 << 24);
    expect(xosc.read(4) & (1 << 24)).toBe(0);
    poke(rosc, 0x10, 5);
    expect(rosc.read(0x18) & (1 << 24)).not.toBe(0);
    expect(rosc.frequency).toBe(3.25e6);
  });

  it('give the same random bits for the same seed', () => {
    const bits = (seed: number) => {
      const { rosc } = createParts(seed);
      return Array.from({ length: 200 }, () => rosc.read(0x1c)).join('');
    };
    expect(bits(7)).toBe(bits(7));
    expect(bits(7)).not.toBe(bits(8));
    const ones = [...bits(7)].filter((bit) => bit === '1').length;
    expect(ones).toBeGreaterThan(70);
    expect(ones).toBeLessThan(130);
  });
});

describe('PLL', () => {
  it('locks with power and feedback', () => {
    startAsTheSdkDoes();
    expect(parts.pllSys.read(0)).toBe(0x80000001);
    expect(parts.pllSys.frequency).toBe(125e6);
    expect(parts.pllUsb.frequency).toBe(48e6);
    poke(parts.pllSys, 4, 0x2d);
    expect(parts.pllSys.read(0)).toBe(1);
    expect(parts.pllSys.frequency).toBe(0);
  });

  it('hands the crystal through in bypass', () => {
    startAsTheSdkDoes();
    setBits(parts.pllSys, 0, 1 << 8);
    expect(parts.clocks.system).toBe(12e6);
  });
});

describe('CLOCKS', () => {
  beforeEach(() => startAsTheSdkDoes());

  it('runs the chip as the SDK sets it up', () => {
    const { clocks } = parts;
    expect(clocks).toMatchObject({
      reference: 12e6,
      system: 125e6,
      peripheral: 125e6,
      usb: 48e6,
      adc: 48e6,
      rtc: 46_875,
    });
    expect(clocks.read(0x38)).toBe(1 << 2);
    expect(clocks.read(0x44)).toBe(1 << 1);
    expect(clocks.read(0x50)).toBe(1);
  });

  it('tells about changes, once each', () => {
    const { clocks } = parts;
    const seen: number[] = [];
    clocks.onChange(() => seen.push(clocks.system));
    clearBits(clocks, 0x3c, 1);
    expect(seen).toEqual([12e6]);
    poke(clocks, 0x3c, 0);
    expect(seen).toHaveLength(1);
    poke(clocks, 0x40, (2 << 8) | 0x80);
    expect(seen).toEqual([12e6, 4.8e6]);
    expect(clocks.peripheral).toBe(4.8e6);
  });

  it('divides by the largest number when the divider is 0', () => {
    poke(parts.clocks, 0x64, 0);
    expect(parts.clocks.adc).toBe(12e6);
  });

  it('stays at a running source until the next one runs', () => {
    const { clocks, pllSys, rosc } = parts;
    poke(clocks, 0x3c, 0);
    poke(pllSys, 4, 0x2d);
    poke(clocks, 0x3c, 1);
    expect(clocks.read(0x44)).toBe(1);
    expect(clocks.system).toBe(12e6);
    poke(rosc, 0, 0xd1eaa0);
    poke(clocks, 0x30, 0);
    expect(clocks.read(0x38)).toBe(1 << 2);
  });

  it('counts frequencies', () => {
    const { clock, clocks } = parts;
    poke(clocks, 0x80, 12_000);
    poke(clocks, 0x90, 10);
    for (const [source, kilohertz] of [
      [9, 125_000],
      [1, 125_000],
      [2, 48_000],
      [13, 46.875],
      [5, 12_000],
    ] as const) {
      poke(clocks, 0x94, source);
      expect(clocks.read(0x98)).toBe(1 << 8);
      clock.pass(1.01 * millisecond);
      expect(clocks.read(0x98)).toBe((1 << 4) | 1);
      expect(clocks.read(0x9c)).toBe(Math.round(kilohertz * 32));
    }
    poke(clocks, 0x84, 50_000);
    poke(clocks, 0x94, 2);
    clock.pass(1.01 * millisecond);
    expect(clocks.read(0x98)).toBe((1 << 4) | (1 << 16) | (1 << 20));
  });

  it('brings a dead system clock back when asked to', () => {
    const { clocks, lines, pllSys } = parts;
    poke(clocks, 0x78, 0x1ff);
    poke(clocks, 0xbc, 1);
    poke(pllSys, 4, 0x2d);
    expect(clocks.system).toBe(12e6);
    expect(clocks.read(0x7c)).toBe(1);
    expect(lines.asserted).toContain(interruptLine.clocks);
    poke(clocks, 0x3c, 0);
    setBits(clocks, 0x78, 1 << 16);
    expect(clocks.read(0x7c)).toBe(0);
    expect(lines.asserted).not.toContain(interruptLine.clocks);
    expect(clocks.system).toBe(12e6);
  });

  it('says which parts keep their clock in deep sleep', () => {
    const { clocks } = parts;
    poke(clocks, 0xa8, 0);
    poke(clocks, 0xac, 0x20);
    expect(clocks.read(0xb4)).toBe(0x7fff);
    clocks.setAsleep(true);
    expect([clocks.read(0xb0), clocks.read(0xb4)]).toEqual([0, 0x20]);
  });

  it('lets only those interrupts through in deep sleep whose clocks run', () => {
    const { clocks, interrupts, lines } = parts;
    interrupts.set(interruptLine.uart0, true);
    poke(clocks, 0xa8, 1 << 21);
    poke(clocks, 0xac, 1 << 5);
    clocks.setAsleep(true);
    expect([...lines.asserted]).toEqual([]);
    interrupts.set(interruptLine.usb, true);
    interrupts.set(interruptLine.ioBank0, true, 1);
    expect([...lines.asserted, ...lines.assertedForCore1]).toEqual([]);
    interrupts.set(interruptLine.timer1, true);
    interrupts.set(interruptLine.rtc, true);
    expect([...lines.asserted]).toEqual([interruptLine.timer1, interruptLine.rtc]);
    clocks.setAsleep(false);
    expect(lines.asserted).toContain(interruptLine.usb);
    expect(lines.asserted).toContain(interruptLine.uart0);
    expect(lines.assertedForCore1).toContain(interruptLine.ioBank0);
  });

  it('reports clocks on pins as not emulated', () => {
    poke(parts.clocks, 0x00, 0x800);
    poke(parts.clocks, 0x48, 0x800 | (5 << 5));
    expect([...parts.notEmulated.features]).toEqual(['clock outputs (GPOUT)', 'clock inputs (GPIN)']);
  });

  it('comes back from a snapshot', () => {
    const { xosc, rosc, pllSys, pllUsb, clocks } = parts;
    poke(clocks, 0x40, 2 << 8);
    const state = structuredClone([xosc, rosc, pllSys, pllUsb, clocks].map((part) => part.save()));
    const bits = Array.from({ length: 20 }, () => rosc.read(0x1c));
    const other = createParts(99);
    [other.xosc, other.rosc, other.pllSys, other.pllUsb, other.clocks].forEach((part, index) =>
      part.restore(state[index]),
    );
    expect(other.clocks).toMatchObject({ system: 62.5e6, usb: 48e6, rtc: 46_875 });
    expect(other.clocks.read(0x44)).toBe(2);
    expect(Array.from({ length: 20 }, () => other.rosc.read(0x1c))).toEqual(bits);
  });
});
