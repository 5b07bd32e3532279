import { describe, expect, it } from 'vitest';
import { interruptLine } from '../../../../runtime/emulator/bus/interrupts.ts';
import { IoBank0 } from '../../../../runtime/emulator/pins/io-bank0.ts';
import { Pins } from '../../../../runtime/emulator/pins/pins.ts';
import { Pio } from '../../../../runtime/emulator/pio/pio.ts';
import { functionSelect } from '../../../../runtime/hardware/function-select.ts';
import { ChipClock } from '../../../support/chip-clock.ts';
import { FixedRates, WatchedInterrupts, WatchedRequests } from '../../../support/chip-parts.ts';
import { inFrom, irq, jmp, mov, nop, outTo, pull, push, set, waitFor } from '../../../support/pio-words.ts';

const at = { control: 0, status: 4, debug: 8, levels: 12, transmit: 0x10, receive: 0x20, flags: 0x30 };
const machine = { divider: 0xc8, execution: 0xcc, shift: 0xd0, address: 0xd4, instruction: 0xd8, pins: 0xdc };

/** Registers of one machine, in the words of the datasheet. */
interface Setting {
  divider?: number;
  wrap?: [bottom: number, top: number];
  execution?: number;
  shift?: number;
  pins?: number;
}

function makePio() {
  const clock = new ChipClock();
  const interrupts = new WatchedInterrupts();
  const requests = new WatchedRequests();
  const pins = new Pins();
  const io = new IoBank0({ pins, interrupts });
  const pio = new Pio({ number: 0, clock, rates: new FixedRates(), interrupts, requests, pins });
  const write = (offset: number, value: number) => {
    pio.write(offset, value >>> 0, value >>> 0);
  };
  const read = (offset: number) => pio.read(offset);
  const use = (...gpio: number[]) => {
    for (const each of gpio) io.write(each * 8 + 4, functionSelect.pio0, functionSelect.pio0);
  };
  const load = (program: number[], origin = 0) => {
    program.forEach((word, index) => {
      write(0x48 + (origin + index) * 4, word);
    });
  };
  const configure = (number: number, { divider, wrap = [0, 31], execution = 0, shift, pins }: Setting) => {
    const base = number * 0x18;
    write(machine.divider + base, divider ?? 0x10000);
    write(machine.execution + base, execution | (wrap[0] << 7) | (wrap[1] << 12));
    write(machine.shift + base, shift ?? 0xc0000);
    write(machine.pins + base, pins ?? 0);
  };
  /** A program for machine 0, with all in it; it starts with the next cycle. */
  const start = (program: number[], setting: Setting = {}) => {
    load(program);
    configure(0, { wrap: [0, program.length - 1], ...setting });
    write(at.control, 1);
    clock.cycles(1);
  };
  const trace = (gpio: number, cycles: number) => {
    let levels = '';
    for (let cycle = 0; cycle < cycles; cycle++) {
      levels += (pins.inputs >>> gpio) & 1;
      clock.cycles(1);
    }
    return levels;
  };
  return { clock, interrupts, requests, pins, io, pio, write, read, use, load, configure, start, trace };
}

const setPins = (base: number, count = 1) => (base << 5) | (count << 26);
const outPins = (base: number, count: number) => base | (count << 20);
const sidePins = (base: number, count: number) => ((base << 10) | (count << 29)) >>> 0;
const inPins = (base: number) => base << 15;
const allOut = (pio: ReturnType<typeof makePio>, base: number, count = 1) => {
  pio.configure(3, { pins: setPins(base, count) });
  pio.write(machine.instruction + 3 * 0x18, set('directions', 31));
};

describe('time', () => {
  it('is one instruction a tick, delays included', () => {
    const pio = makePio();
    pio.use(2);
    allOut(pio, 2);
    pio.start([set('pins', 1, 2), set('pins', 0, 1)], { pins: setPins(2) });
    expect(pio.trace(2, 12)).toBe('111001110011');
  });

  it('is divided by whole and fractional numbers', () => {
    const pio = makePio();
    pio.use(2);
    allOut(pio, 2);
    pio.start([set('pins', 1), set('pins', 0)], { pins: setPins(2), divider: (2 << 16) | (128 << 8) });
    expect(pio.trace(2, 15)).toBe('011100111001110');
  });

  it('is the same in steps and in one go', () => {
    const program = [set('x', 7), jmp(1, 'xDown', 1), set('pins', 1, 3), set('pins', 0)];
    const setting = { pins: setPins(2), divider: (1 << 16) | (37 << 8) };
    const [one, other] = [makePio(), makePio()];
    for (const pio of [one, other]) {
      pio.use(2);
      allOut(pio, 2);
      pio.start(program, setting);
    }
    one.clock.cycles(10_000);
    other.trace(2, 10_000);
    expect(one.trace(2, 100)).toBe(other.trace(2, 100));
  });

  it('raises interrupts of watched pins in their very cycles', () => {
    const pio = makePio();
    pio.use(2);
    allOut(pio, 2);
    pio.io.write(0x100, 8 << 8, 8 << 8);
    pio.start([set('pins', 0, 31), set('pins', 1, 31)], { pins: setPins(2) });
    pio.clock.cycles(31);
    expect(pio.interrupts.asserted.has(interruptLine.ioBank0)).toBe(false);
    pio.clock.cycles(1);
    expect(pio.interrupts.asserted.has(interruptLine.ioBank0)).toBe(true);
  });

  it('costs nothing while nobody looks, and nothing while a machine is stalled', () => {
    const pio = makePio();
    pio.start([set('x', 1), set('x', 2)]);
    pio.clock.cycles(1000);
    pio.write(0x12c, 0xfff);
    pio.start([pull({ block: true })]);
    const before = pio.clock.rung;
    pio.clock.cycles(1_000_000);
    expect(pio.clock.rung - before).toBeLessThan(3);
  });
});

describe('words', () => {
  it('go in, are turned round, and come out', () => {
    const pio = makePio();
    pio.start([pull({ block: true }), mov('isr', 'osr', 'reversed'), push({ block: true })]);
    pio.write(at.transmit, 0x80000001);
    pio.write(at.transmit, 0xf0000000);
    pio.clock.cycles(10);
    expect(pio.read(at.levels)).toBe(2 << 4);
    expect(pio.read(at.receive)).toBe(0x80000001);
    expect(pio.read(at.receive)).toBe(15);
    expect(pio.read(at.debug) >>> 24).toBe(1);
  });

  it('shift either way, with thresholds of autopull and autopush', () => {
    for (const right of [true, false]) {
      const pio = makePio();
      const shift = (1 << 17) | (1 << 16) | (8 << 20) | (8 << 25) | (right ? 3 << 18 : 0);
      pio.start([outTo('x', 4), inFrom('x', 4)], { shift });
      pio.write(at.transmit, right ? 0xab : 0xab000000);
      pio.clock.cycles(20);
      expect(pio.read(at.receive)).toBe(right ? 0xab000000 : 0xab);
    }
  });

  it('join two FIFOs into one of eight', () => {
    const pio = makePio();
    pio.configure(0, { shift: 1 << 30 });
    for (let word = 0; word < 9; word++) pio.write(at.transmit, word);
    expect(pio.read(at.levels)).toBe(8);
    expect(pio.read(at.debug)).toBe(1 << 16);
    expect(pio.read(at.status) & 0x1010101).toBe((1 << 16) | 1 | (1 << 8));
  });

  it('stall a machine until there is room', () => {
    const pio = makePio();
    pio.start([set('x', 9), inFrom('x', 32), push({ block: true })]);
    pio.clock.cycles(50);
    expect(pio.read(at.levels)).toBe(4 << 4);
    expect(pio.read(at.debug) & 1).toBe(1);
    expect(pio.read(machine.address)).toBe(2);
    expect(pio.read(at.receive)).toBe(9);
    pio.clock.cycles(3);
    expect(pio.read(at.levels)).toBe(4 << 4);
  });

  it('are said to be missing again, as long as they are', () => {
    const pio = makePio();
    pio.start([pull({ block: true }), jmp(0)]);
    pio.clock.cycles(10);
    pio.write(at.debug, 1 << 24);
    expect(pio.read(at.debug)).toBe(0);
    pio.clock.cycles(2);
    expect(pio.read(at.debug)).toBe(1 << 24);
    pio.write(at.transmit, 1);
    pio.clock.cycles(1);
    pio.write(at.debug, 1 << 24);
    expect(pio.read(at.debug)).toBe(0);
  });

  it('ask for transfers as they go, while a channel waits', () => {
    const pio = makePio();
    pio.start([pull({ block: true }, 9)]);
    for (let word = 0; word < 5; word++) pio.write(at.transmit, word);
    pio.requests.demand(0, true);
    pio.clock.cycles(8);
    expect(pio.requests.wanted.has(0)).toBe(true);
    pio.write(at.transmit, 1);
    pio.write(at.transmit, 1);
    expect(pio.requests.wanted.has(0)).toBe(false);
    pio.clock.cycles(10);
    expect(pio.requests.wanted.has(0)).toBe(true);
  });
});

describe('conditions of PUSH and PULL', () => {
  it('let them wait for a full ISR and an empty OSR', () => {
    const pio = makePio();
    const thresholds = (8 << 20) | (8 << 25) | (3 << 18);
    const program = [
      pull({ block: true }),
      outTo('x', 4),
      pull({ ifEmpty: true, block: true }),
      outTo('x', 4),
      pull({ ifEmpty: true, block: true }),
      inFrom('x', 4),
      push({ ifFull: true, block: true }),
      inFrom('x', 4),
      push({ ifFull: true, block: true }),
      jmp(9),
    ];
    pio.start(program, { shift: thresholds });
    pio.write(at.transmit, 0x21);
    pio.clock.cycles(30);
    expect(pio.read(machine.address)).toBe(4);
    pio.write(at.transmit, 0);
    pio.clock.cycles(6);
    expect(pio.read(at.levels)).toBe(1 << 4);
    expect(pio.read(at.receive)).toBe(0x22000000);
  });

  it('take X where nothing is there, and drop what does not fit, unless they block', () => {
    const pio = makePio();
    pio.start([set('x', 6), pull(), mov('isr', 'osr'), push(), jmp(2)]);
    pio.clock.cycles(40);
    expect(pio.read(at.levels)).toBe(4 << 4);
    expect(pio.read(at.receive)).toBe(6);
    expect(pio.read(at.debug)).toBe(1);
    for (let word = 0; word < 4; word++) pio.read(at.receive);
    pio.write(at.control, 0);
    for (let word = 0; word < 5; word++) pio.read(at.receive);
    expect((pio.read(at.debug) >>> 8) & 15).toBe(1);
  });

  it('have MOV STATUS tell how full a FIFO is', () => {
    const pio = makePio();
    pio.start([mov('x', 'status'), jmp(0)], { execution: 2 });
    pio.clock.cycles(4);
    pio.write(machine.instruction, mov('isr', 'x'));
    pio.write(machine.instruction, push());
    expect(pio.read(at.receive)).toBe(0xffffffff);
    pio.write(at.transmit, 1);
    pio.write(at.transmit, 1);
    pio.clock.cycles(4);
    pio.write(machine.instruction, mov('isr', 'x'));
    pio.write(machine.instruction, push());
    expect(pio.read(at.receive)).toBe(0);
  });
});

describe('jumps', () => {
  it('count X down to its end', () => {
    const pio = makePio();
    pio.start([set('x', 3), jmp(1, 'xDown'), mov('isr', 'x'), push(), jmp(4)]);
    pio.clock.cycles(4);
    expect(pio.read(machine.address)).toBe(2);
    pio.clock.cycles(3);
    expect(pio.read(at.receive)).toBe(0xffffffff);
  });

  it('see an OSR that is not empty, a pin, and registers that differ', () => {
    const pio = makePio();
    const hand = pio.pins.connect();
    hand.drive(1 << 9, 1 << 9);
    pio.start(
      [set('x', 1), set('y', 2), jmp(4, 'differ'), jmp(3), jmp(6, 'pin'), jmp(5), jmp(8, 'notEmpty'), jmp(7)],
      { execution: 9 << 24 },
    );
    pio.clock.cycles(20);
    expect(pio.read(machine.address)).toBe(7);
  });
});

describe('pins', () => {
  it('are written through OUT, SET and side-set, each where it is mapped', () => {
    const pio = makePio();
    pio.use(0, 1, 2, 3, 4, 5);
    allOut(pio, 0, 5);
    pio.start([pull({ block: true }, 16), outTo('pins', 2), set('pins', 2, 16), jmp(3)], {
      pins: outPins(0, 2) | setPins(2, 2) | sidePins(4, 1),
    });
    pio.write(at.transmit, 3);
    pio.clock.cycles(2);
    expect(pio.pins.inputs).toBe(0b00011);
    pio.clock.cycles(1);
    expect(pio.pins.inputs).toBe(0b11011);
  });

  it('have the level that the machine with the highest number gives them in a cycle', () => {
    const pio = makePio();
    pio.use(2);
    allOut(pio, 2);
    pio.load([set('pins', 1), jmp(1), set('pins', 0), jmp(3)]);
    pio.configure(0, { pins: setPins(2) });
    pio.configure(1, { pins: setPins(2) });
    pio.write(machine.instruction + 0x18, jmp(2));
    pio.write(at.control, 3);
    pio.clock.cycles(3);
    expect(pio.pins.inputs).toBe(0);
    pio.write(at.control, 0);
    pio.write(machine.instruction, jmp(2));
    pio.write(machine.instruction + 0x18, jmp(0));
    pio.write(at.control, 3);
    pio.clock.cycles(3);
    expect(pio.pins.inputs).toBe(1 << 2);
  });

  it('are written by OUT only where its data say so, if they are asked', () => {
    const pio = makePio();
    pio.use(0, 1);
    allOut(pio, 0, 2);
    const inlineEnable = (1 << 18) | (7 << 19);
    pio.start([pull({ block: true }), outTo('pins', 8)], { pins: outPins(0, 2), execution: inlineEnable });
    pio.write(at.transmit, 0x83);
    pio.clock.cycles(4);
    expect(pio.pins.inputs).toBe(3);
    pio.write(at.transmit, 0x00);
    pio.clock.cycles(4);
    expect(pio.pins.inputs).toBe(3);
    pio.write(at.transmit, 0x81);
    pio.clock.cycles(4);
    expect(pio.pins.inputs).toBe(1);
  });

  it('keep what a sticky machine gives them, whatever others say', () => {
    const pio = makePio();
    pio.use(2);
    allOut(pio, 2);
    pio.load([set('pins', 1), jmp(1), set('pins', 0), jmp(2)]);
    pio.configure(0, { pins: setPins(2) });
    pio.configure(1, { pins: setPins(2), execution: 1 << 17 });
    pio.write(machine.instruction, jmp(2));
    pio.write(at.control, 3);
    pio.clock.cycles(2);
    expect(pio.trace(2, 20)).toBe('1'.repeat(20));
  });

  it('wrap from GPIO 31 to 0', () => {
    const pio = makePio();
    pio.use(0, 29);
    pio.configure(3, { pins: setPins(29, 5) });
    pio.write(machine.instruction + 3 * 0x18, set('directions', 31));
    pio.start([set('pins', 0b1001)], { pins: setPins(29, 4) });
    expect(pio.pins.inputs).toBe((1 << 29) | 1);
  });

  it('are side-set only where a program says so, if that is optional', () => {
    const pio = makePio();
    pio.use(4);
    allOut(pio, 4);
    const [high, low] = [0b11 << 3, 0b10 << 3];
    pio.start([nop(high), nop(), nop(low), nop()], { pins: sidePins(4, 2), execution: 1 << 30 });
    expect(pio.trace(4, 8)).toBe('11001100');
  });

  it('are waited for, two cycles behind unless the synchroniser is bypassed', () => {
    for (const bypass of [false, true]) {
      const pio = makePio();
      const hand = pio.pins.connect();
      pio.write(0x38, bypass ? 1 << 6 : 0);
      pio.start([waitFor(1, 'pin', 1), jmp(1)], { pins: inPins(5) });
      pio.clock.cycles(1000);
      hand.drive(1 << 6, 1 << 6);
      pio.clock.cycles(1);
      expect(pio.read(machine.address)).toBe(bypass ? 1 : 0);
      pio.clock.cycles(1);
      expect(pio.read(machine.address)).toBe(bypass ? 1 : 0);
      pio.clock.cycles(1);
      expect(pio.read(machine.address)).toBe(1);
    }
  });

  it('come back to the machine that drives them, through the synchroniser too', () => {
    const pio = makePio();
    pio.use(5);
    allOut(pio, 5);
    pio.start(
      [set('x', 0), set('pins', 1), inFrom('pins', 1), inFrom('pins', 1), inFrom('pins', 1), jmp(5)],
      {
        pins: inPins(5) | setPins(5),
        shift: 5 << 20,
      },
    );
    pio.clock.cycles(10);
    pio.write(machine.instruction, push());
    expect(pio.read(at.receive)).toBe(0b001);
  });

  it('keep what side-set says where SET says otherwise', () => {
    const pio = makePio();
    pio.use(4);
    allOut(pio, 4);
    pio.start([set('pins', 0, 0b11 << 3), set('pins', 1, 0b10 << 3), set('pins', 1)], {
      pins: sidePins(4, 2) | setPins(4),
      execution: 1 << 30,
    });
    expect(pio.trace(4, 6)).toBe('101101');
  });

  it('turn into outputs and back, as a one-wire bus wants it', () => {
    const pio = makePio();
    pio.use(3);
    const hand = pio.pins.connect();
    hand.drive(1 << 3, 1 << 3);
    pio.start([set('directions', 1, 1), set('directions', 0, 1)], { pins: setPins(3) });
    expect(pio.trace(3, 8)).toBe('00110011');
  });
});

describe('flags', () => {
  it('stop a machine until they are cleared, and interrupt', () => {
    const pio = makePio();
    pio.write(0x12c, 1 << 8);
    pio.start([nop(), irq(0x10, 'wait'), jmp(2)]);
    pio.clock.cycles(10);
    expect(pio.interrupts.asserted.has(interruptLine.pio0Line0)).toBe(true);
    expect(pio.read(at.flags)).toBe(1);
    expect(pio.read(machine.address)).toBe(1);
    pio.write(at.flags, 1);
    expect(pio.interrupts.asserted.has(interruptLine.pio0Line0)).toBe(false);
    pio.clock.cycles(2);
    expect(pio.read(machine.address)).toBe(2);
  });

  it('let one machine wait for another, counted from its own number', () => {
    const pio = makePio();
    pio.load([irq(0x10 | 1), jmp(1), waitFor(1, 'irq', 2), mov('isr', 'pins', 'inverted'), push(), jmp(5)]);
    pio.configure(1, {});
    pio.configure(2, {});
    pio.write(machine.instruction + 2 * 0x18, jmp(2));
    pio.write(at.control, 0b100);
    pio.clock.cycles(100);
    expect(pio.read(machine.address + 2 * 0x18)).toBe(2);
    pio.write(at.control, 0b110);
    pio.clock.cycles(6);
    expect(pio.read(at.receive + 8)).toBe(0xffffffff);
    expect(pio.read(at.flags)).toBe(0);
  });
});

describe('control', () => {
  it('restarts a machine without its program counter, X and Y', () => {
    const pio = makePio();
    pio.start([set('x', 5), inFrom('x', 8), irq(3, 'wait'), jmp(3)]);
    pio.clock.cycles(5);
    pio.write(at.control, 0x10);
    expect(pio.read(at.control)).toBe(0);
    pio.write(machine.instruction, push());
    expect(pio.read(at.receive)).toBe(0);
    expect(pio.read(machine.address)).toBe(2);
    pio.write(machine.instruction, mov('isr', 'x'));
    pio.write(machine.instruction, push());
    expect(pio.read(at.receive)).toBe(5);
  });

  it('lets dividers that are restarted together tick together', () => {
    const pio = makePio();
    pio.use(0, 1);
    allOut(pio, 0, 2);
    pio.load([set('pins', 1), set('pins', 0)]);
    const divider = (3 << 16) | (77 << 8);
    pio.configure(0, { divider, pins: setPins(0), wrap: [0, 1] });
    pio.configure(1, { divider, pins: setPins(1), wrap: [0, 1] });
    pio.write(at.control, 1);
    pio.clock.cycles(100);
    pio.write(at.control, 0);
    for (const each of [0, 1]) pio.write(machine.instruction + each * 0x18, jmp(0));
    pio.write(at.control, 0x303);
    pio.clock.cycles(1);
    for (let cycle = 0; cycle < 200; cycle++) {
      expect(pio.pins.inputs === 0 || pio.pins.inputs === 3).toBe(true);
      pio.clock.cycles(1);
    }
  });

  it('says what there is, and forces flags and interrupts', () => {
    const pio = makePio();
    expect(pio.read(0x44)).toBe(0x00200404);
    pio.write(0x34, 0x81);
    expect(pio.read(at.flags)).toBe(0x81);
    expect(pio.read(0x128)).toBe(0x1f0);
    pio.write(0x13c, 0x400);
    expect(pio.read(0x140)).toBe(0x400);
    expect(pio.interrupts.asserted.has(interruptLine.pio0Line1)).toBe(true);
    pio.pio.reset();
    expect(pio.interrupts.asserted.has(interruptLine.pio0Line1)).toBe(false);
    expect(pio.read(at.flags)).toBe(0);
  });
});

describe('instructions from elsewhere', () => {
  it('are carried out at once when they are written, and wait where they stall', () => {
    const pio = makePio();
    pio.configure(0, {});
    pio.write(machine.instruction, set('x', 21));
    pio.write(machine.instruction, mov('isr', 'x'));
    pio.write(machine.instruction, push());
    expect(pio.read(at.receive)).toBe(21);
    pio.write(machine.instruction, pull({ block: true }));
    expect(pio.read(machine.execution) >>> 31).toBe(1);
    pio.write(at.transmit, 5);
    pio.clock.cycles(2);
    expect(pio.read(machine.execution) >>> 31).toBe(0);
    expect(pio.read(at.levels)).toBe(0);
  });

  it('come out of the OSR', () => {
    const pio = makePio();
    pio.start([pull({ block: true }), outTo('exec', 16), mov('isr', 'x'), push(), jmp(4)]);
    pio.write(at.transmit, set('x', 13));
    pio.clock.cycles(6);
    expect(pio.read(at.receive)).toBe(13);
  });
});

it('restores a snapshot in the middle of a delay', () => {
  const first = makePio();
  first.use(2);
  allOut(first, 2);
  first.start([set('pins', 1, 9), set('pins', 0, 9)], { pins: setPins(2) });
  first.clock.cycles(15);
  const second = makePio();
  second.clock.cycles(16);
  second.pins.restore(first.pins.save());
  second.pio.restore(first.pio.save());
  expect(second.trace(2, 12)).toBe(first.trace(2, 12));
});
