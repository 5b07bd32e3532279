import { beforeEach, describe, expect, it } from 'vitest';

import { BusControl } from '../../../../runtime/emulator/peripherals/bus-control.ts';
import { ChipReset } from '../../../../runtime/emulator/peripherals/chip-reset.ts';
import { PowerOnStateMachine } from '../../../../runtime/emulator/peripherals/power-on-state-machine.ts';
import { Resets } from '../../../../runtime/emulator/peripherals/resets.ts';
import { SystemConfiguration } from '../../../../runtime/emulator/peripherals/system-configuration.ts';
import {
  createSystemInformation,
  createTestbenchManager,
} from '../../../../runtime/emulator/peripherals/system-information.ts';
import { clearBits, poke, setBits, WatchedNotEmulated } from '../../../support/chip-parts.ts';

describe('RESETS', () => {
  let log: string[];
  let resets: Resets;

  beforeEach(() => {
    log = [];
    const target = (name: string) => ({ reset: () => void log.push(name) });
    resets = new Resets({ targets: { adc: target('adc'), timer: target('timer'), usb: target('usb') } });
  });

  it('holds everything after power on', () => {
    expect(resets.read(0)).toBe(0x1ffffff);
    expect(resets.read(8)).toBe(0);
  });

  it('lets peripherals go, and says so', () => {
    clearBits(resets, 0, (1 << 21) | (1 << 24));
    expect(resets.read(8)).toBe((1 << 21) | (1 << 24));
  });

  it('resets what its bits name', () => {
    poke(resets, 0, 0);
    log.length = 0;
    setBits(resets, 0, 1 << 21);
    expect(log).toEqual(['timer']);
    setBits(resets, 0, 1 << 21);
    expect(log).toEqual(['timer']);
  });

  it('resets what the watchdog may', () => {
    poke(resets, 0, 0);
    poke(resets, 4, 1);
    log.length = 0;
    resets.watchdogReset();
    expect(log).toEqual(['adc']);
    expect(resets.read(0)).toBe(1);
  });
});

describe('PSM', () => {
  let log: string[];
  let psm: PowerOnStateMachine;

  beforeEach(() => {
    log = [];
    const stage = (name: string) => ({
      off: () => void log.push(`${name} off`),
      on: () => void log.push(`${name} on`),
    });
    psm = new PowerOnStateMachine({
      stages: { resets: stage('resets'), proc0: stage('proc0'), proc1: stage('proc1') },
    });
  });

  it('holds core 1 and lets it go', () => {
    expect(psm.read(0xc)).toBe(0x1ffff);
    setBits(psm, 4, 1 << 16);
    expect(psm.read(4)).toBe(1 << 16);
    expect(psm.read(0xc)).toBe(0xffff);
    clearBits(psm, 4, 1 << 16);
    expect(log).toEqual(['proc1 off', 'proc1 on']);
  });

  it('restarts what the watchdog may, from the first stage to the last', () => {
    psm.watchdogReset();
    expect(log).toEqual([]);
    poke(psm, 8, 0x1fffc);
    psm.watchdogReset();
    expect(log).toEqual(['resets off', 'proc0 off', 'proc1 off', 'resets on', 'proc0 on', 'proc1 on']);
  });

  it('leaves off what a program holds', () => {
    poke(psm, 8, 0x18000);
    poke(psm, 4, 0x10000);
    log.length = 0;
    psm.watchdogReset();
    expect(log).toEqual(['proc0 off', 'proc1 off', 'proc0 on']);
  });
});

describe('VREG_AND_CHIP_RESET', () => {
  it('tells why the chip was reset', () => {
    const chipReset = new ChipReset();
    expect(chipReset.read(8)).toBe(1 << 8);
    chipReset.happened('run');
    expect(chipReset.read(8)).toBe(1 << 16);
    chipReset.reset();
    expect(chipReset.read(8)).toBe(1 << 16);
  });

  it('is always at its voltage', () => {
    const chipReset = new ChipReset();
    poke(chipReset, 0, 0xf1);
    expect(chipReset.read(0)).toBe(0x10f1);
  });
});

describe('SYSINFO, TBMAN, SYSCFG and BUSCTRL', () => {
  it('are those of the B2 chip', () => {
    expect(createSystemInformation().read(0)).toBe(0x20002927);
    expect(createSystemInformation().read(4)).toBe(2);
    expect(createTestbenchManager().read(0)).toBe(1);
  });

  it('report what has no effect', () => {
    const notEmulated = new WatchedNotEmulated();
    const routed: number[][] = [];
    const nonMaskable = (core: number, lines: number) => void routed.push([core, lines]);
    const configuration = new SystemConfiguration({ notEmulated, nonMaskable });
    poke(configuration, 0x18, 1);
    poke(configuration, 0x04, 1 << 5);
    expect(routed).toEqual([
      [0, 0],
      [1, 1 << 5],
    ]);
    poke(configuration, 0x0c, 0xffffffff);
    expect(configuration.read(0x0c)).toBe(0x3fffffff);
    const control = new BusControl({ notEmulated });
    poke(control, 0x0c, 3);
    poke(control, 0x00, 0x1000);
    expect([control.read(0x00), control.read(0x04), control.read(0x08), control.read(0x0c)]).toEqual([
      0x1000, 1, 0, 3,
    ]);
    expect([...notEmulated.features]).toEqual([
      'memory power down (SYSCFG)',
      'bus performance counters (BUSCTRL)',
    ]);
  });
});
