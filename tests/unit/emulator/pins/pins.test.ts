import { describe, expect, it } from 'vitest';
import { interruptLine } from '../../../../runtime/emulator/bus/interrupts.ts';
import { IoBank0 } from '../../../../runtime/emulator/pins/io-bank0.ts';
import { PadsBank0 } from '../../../../runtime/emulator/pins/pads-bank0.ts';
import { Pins } from '../../../../runtime/emulator/pins/pins.ts';
import { functionSelect } from '../../../../runtime/hardware/function-select.ts';
import { WatchedInterrupts } from '../../../support/chip-parts.ts';

function makeBank() {
  const pins = new Pins();
  const interrupts = new WatchedInterrupts();
  const io = new IoBank0({ pins, interrupts });
  const pads = new PadsBank0({ pins });
  const hand = pins.connect();
  const control = (gpio: number, value: number) => {
    io.write(gpio * 8 + 4, value, value);
  };
  const pad = (gpio: number, value: number) => {
    pads.write(4 + gpio * 4, value);
  };
  return { pins, interrupts, io, pads, hand, control, pad };
}

const pullUp = 0x4a;
const pullDown = 0x46;
const noPull = 0x42;
const busKeeper = 0x4e;

describe('levels', () => {
  it('come from the function that is selected', () => {
    const { pins, control } = makeBank();
    pins.drive(functionSelect.sio, 1 << 15, 1 << 15);
    expect(pins.inputs).toBe(0);
    control(15, functionSelect.sio);
    expect(pins.inputs).toBe(1 << 15);
    pins.drive(functionSelect.pwm, 0, 1 << 15);
    control(15, functionSelect.pwm);
    expect(pins.inputs).toBe(0);
    expect(pins.selected(functionSelect.pwm)).toBe(1 << 15);
  });

  it('follow the pull resistors where nobody drives', () => {
    const { pins, pad } = makeBank();
    pad(3, pullUp);
    expect(pins.inputs).toBe(1 << 3);
    pad(3, pullDown);
    expect(pins.inputs).toBe(0);
    pad(3, noPull);
    expect(pins.inputs).toBe(0);
  });

  it('stay as they were with both pull resistors', () => {
    const { pins, pad, hand } = makeBank();
    pad(3, busKeeper);
    hand.drive(1 << 3, 1 << 3);
    hand.drive(0, 0);
    expect(pins.inputs).toBe(1 << 3);
    hand.drive(0, 1 << 3);
    hand.drive(0, 0);
    expect(pins.inputs).toBe(0);
  });

  it('are those of the outside only where the chip does not drive', () => {
    const { pins, hand, control } = makeBank();
    control(2, functionSelect.sio);
    hand.drive(1 << 2, 1 << 2);
    expect(pins.inputs).toBe(1 << 2);
    pins.drive(functionSelect.sio, 0, 1 << 2);
    expect(pins.levels).toBe(0);
    expect(pins.driven).toBe(1 << 2);
  });

  it('are low where two outside disagree, so that a device can pull a bus down', () => {
    const { pins, hand, pad } = makeBank();
    const device = pins.connect();
    pad(4, pullUp);
    hand.drive(1 << 4, 1 << 4);
    device.drive(0, 1 << 4);
    expect(pins.inputs).toBe(0);
    device.drive(0, 0);
    expect(pins.inputs).toBe(1 << 4);
  });

  it('read 0 where the input is off, and do not reach the pad where the output is off', () => {
    const { pins, pad, hand, control } = makeBank();
    hand.drive(1 << 26, 1 << 26);
    pad(26, 0);
    expect(pins.inputs).toBe(0);
    expect(pins.levels).toBe(1 << 26);
    control(5, functionSelect.sio);
    pins.drive(functionSelect.sio, 1 << 5, 1 << 5);
    pad(5, pullDown | 0x80);
    expect(pins.inputs).toBe(0);
  });

  it('obey the overrides', () => {
    const { pins, io, control } = makeBank();
    pins.drive(functionSelect.sio, 0, 1);
    control(0, functionSelect.sio | (1 << 8));
    expect(pins.inputs).toBe(1);
    control(0, functionSelect.sio | (3 << 8) | (2 << 12));
    expect(pins.inputs).toBe(0);
    control(0, functionSelect.sio | (3 << 8) | (3 << 12) | (1 << 16));
    expect(pins.levels).toBe(1);
    expect(pins.inputs).toBe(0);
    // OUTTOPAD, OEFROMPERI, OETOPAD, INFROMPAD and IRQFROMPAD.
    expect(io.read(0)).toBe((1 << 9) | (1 << 12) | (1 << 13) | (1 << 17) | (1 << 24));
  });

  it('are what they would be if a function drove otherwise, without driving', () => {
    const { pins, control } = makeBank();
    control(7, functionSelect.pio0);
    expect(pins.inputsIf(functionSelect.pio0, 1 << 7, 1 << 7)).toBe(1 << 7);
    expect(pins.inputs).toBe(0);
  });
});

describe('who watches', () => {
  it('hears of the pins it watches, with the bits that changed', () => {
    const { pins, hand } = makeBank();
    const seen: number[] = [];
    const watch = pins.onInputChange((bits) => seen.push(bits));
    watch.watch(0b110);
    hand.drive(0b111, 0b111);
    hand.drive(0b101, 0b111);
    hand.drive(0b100, 0b111);
    expect(seen).toEqual([0b110, 0b010]);
    expect(pins.watched).toBe(0b110);
  });

  it('by function hears of the pins that have it', () => {
    const { pins, hand, control } = makeBank();
    const seen: number[] = [];
    pins.onInputChange((bits) => seen.push(bits), functionSelect.uart);
    control(1, functionSelect.uart);
    hand.drive(0b11, 0b11);
    expect(seen).toEqual([0b10]);
  });
});

describe('interrupts', () => {
  const line = interruptLine.ioBank0;
  const rise = 8;
  const fall = 4;

  it('come from edges that the chip drives itself, until they are cleared', () => {
    const { pins, io, interrupts, control } = makeBank();
    control(3, functionSelect.sio);
    io.write(0x100, rise << 12, rise << 12);
    pins.drive(functionSelect.sio, 1 << 3, 1 << 3);
    expect(interrupts.asserted.has(line)).toBe(true);
    expect(io.read(0x120)).toBe(rise << 12);
    pins.drive(functionSelect.sio, 0, 1 << 3);
    io.write(0xf0, rise << 12, rise << 12);
    expect(interrupts.asserted.has(line)).toBe(false);
    expect(io.read(0xf0) & 0xf000).toBe((fall << 12) | (1 << 12));
  });

  it('come from levels for as long as they last', () => {
    const { io, interrupts, hand } = makeBank();
    io.write(0x104, 2, 2);
    hand.drive(1 << 8, 1 << 8);
    expect(interrupts.asserted.has(line)).toBe(true);
    hand.drive(0, 1 << 8);
    expect(interrupts.asserted.has(line)).toBe(false);
  });

  it('go to the core that asked, and can be forced', () => {
    const { io, interrupts, hand } = makeBank();
    io.write(0x130 + 12, fall << 20, fall << 20);
    hand.drive(1 << 29, 1 << 29);
    hand.drive(0, 1 << 29);
    expect(interrupts.asserted).not.toContain(line);
    expect(interrupts.assertedForCore1).toContain(line);
    io.write(0x110, 1, 1);
    expect(interrupts.asserted).toContain(line);
    expect(interrupts.assertedForCore1).toContain(line);
  });

  it('wake a dormant chip', () => {
    const { io, hand } = makeBank();
    let woken = 0;
    io.onDormantWake(() => woken++);
    io.write(0x160, rise, rise);
    hand.drive(1, 1);
    expect(woken).toBe(1);
  });
});

describe('a snapshot', () => {
  const line = interruptLine.ioBank0;

  it('restores pins and registers without an interrupt', () => {
    const first = makeBank();
    first.control(3, functionSelect.sio | (1 << 8));
    first.pins.drive(functionSelect.sio, 0, 1 << 3);
    first.io.write(0xf0, 8 << 12, 8 << 12);
    first.io.write(0x100, 8 << 12, 8 << 12);
    first.pad(4, pullUp);
    first.hand.drive(1 << 5, 1 << 5);
    const second = makeBank();
    second.pins.restore(first.pins.save());
    second.io.restore(first.io.save());
    second.pads.restore(first.pads.save());
    expect(second.pins.inputs).toBe(0b111000);
    expect(second.interrupts.asserted.size).toBe(0);
    expect(second.interrupts.assertedForCore1.size).toBe(0);
    second.hand.drive(0, 0);
    expect(second.pins.inputs).toBe(0b011000);
    second.pins.drive(functionSelect.sio, 1 << 3, 1 << 3);
    second.pins.drive(functionSelect.sio, 0, 1 << 3);
    expect(second.interrupts.asserted.has(line)).toBe(true);
  });
});
