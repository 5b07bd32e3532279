import { describe, expect, it } from 'vitest';
import { interruptLine } from '../../../../runtime/emulator/bus/interrupts.ts';
import { transferRequest } from '../../../../runtime/emulator/bus/transfer-requests.ts';
import { Adc } from '../../../../runtime/emulator/peripherals/adc.ts';
import { AnalogInputs } from '../../../../runtime/emulator/peripherals/analog-inputs.ts';
import { Pins } from '../../../../runtime/emulator/pins/pins.ts';
import { ChipClock } from '../../../support/chip-clock.ts';
import { FixedRates, WatchedInterrupts, WatchedRequests } from '../../../support/chip-parts.ts';

function makeAdc() {
  const clock = new ChipClock();
  const interrupts = new WatchedInterrupts();
  const requests = new WatchedRequests();
  const pins = new Pins();
  const inputs = new AnalogInputs(pins);
  const adc = new Adc({ clock, rates: new FixedRates(), interrupts, requests, inputs });
  const write = (offset: number, value: number) => {
    adc.write(offset, value, value);
  };
  const convert = (channel: number) => {
    write(0, 1 | 2 | 4 | (channel << 12));
    clock.pass(2000);
    return adc.read(4);
  };
  return { clock, interrupts, requests, pins, inputs, adc, write, convert };
}

const ready = 0x100;

describe('a conversion', () => {
  it('takes 96 cycles of 48 MHz', () => {
    const { clock, adc, inputs, write } = makeAdc();
    inputs.set(0, 0.5);
    write(0, 1);
    expect(adc.read(0)).toBe(1 | ready);
    write(0, 1 | 4);
    clock.pass(1999);
    expect(adc.read(0)).toBe(1);
    clock.pass(1);
    expect(adc.read(0)).toBe(1 | ready);
    expect(adc.read(4)).toBe(2048);
  });

  it('reads all pins between nothing and 3.3 V', () => {
    const { inputs, convert } = makeAdc();
    [0, 0.25, 1].forEach((share, channel) => {
      inputs.set(channel, share);
    });
    expect([0, 1, 2].map(convert)).toEqual([0, 1024, 4095]);
  });

  it('reads the level that somebody drives on the pin', () => {
    const { pins, inputs, convert } = makeAdc();
    inputs.set(0, 0.3);
    pins.connect().drive(1 << 26, 1 << 26);
    expect(convert(0)).toBe(4095);
  });

  it('reads the temperature as the datasheet turns it into volts', () => {
    const { inputs, convert } = makeAdc();
    inputs.temperature = 35;
    const volts = (convert(4) * 3.3) / 4095;
    expect(27 - (volts - 0.706) / 0.001721).toBeCloseTo(35, 0);
  });
});

describe('many conversions', () => {
  it('go round the channels, at the pace that is asked for', () => {
    const { clock, adc, inputs, write } = makeAdc();
    [0.1, 0.2, 0.3].forEach((share, channel) => {
      inputs.set(channel, share);
    });
    write(8, 1);
    write(0x10, 479 << 8);
    write(0, 1 | 8 | (0b101 << 16));
    clock.pass(2000 + 2 * 10_000);
    expect((adc.read(8) >>> 16) & 0xf).toBe(3);
    expect([adc.read(12), adc.read(12), adc.read(12)]).toEqual([410, 1229, 410]);
  });

  it('fill the FIFO, ask and interrupt at the threshold, and tell of what was lost', () => {
    const { clock, adc, inputs, interrupts, requests, write } = makeAdc();
    inputs.set(0, 1);
    write(8, 1 | 2 | 8 | (2 << 24));
    write(0x18, 1);
    write(0, 1 | 8);
    clock.pass(2000);
    expect(interrupts.asserted.has(interruptLine.adcFifo)).toBe(false);
    clock.pass(2000);
    expect(interrupts.asserted.has(interruptLine.adcFifo)).toBe(true);
    expect(requests.wanted.has(transferRequest.adc)).toBe(true);
    clock.pass(2000 * 3);
    expect(adc.read(8) & 0xf00).toBe(0xa00);
    expect(adc.read(12)).toBe(0xff);
    write(0, 1);
    for (let left = 0; left < 4; left++) adc.read(12);
    expect(adc.read(8) & 0xf00).toBe(0xd00);
    write(8, (2 << 24) | 1 | 0xc00);
    expect(adc.read(8) & 0xf00).toBe(0x100);
    expect(interrupts.asserted.has(interruptLine.adcFifo)).toBe(false);
  });
});

it('restores a snapshot in the middle of a conversion', () => {
  const first = makeAdc();
  first.inputs.set(0, 1);
  first.write(0, 1 | 4);
  first.clock.pass(500);
  const second = makeAdc();
  second.inputs.restore(first.inputs.save());
  second.adc.restore(first.adc.save());
  second.clock.pass(1500);
  expect(second.adc.read(4)).toBe(4095);
});
