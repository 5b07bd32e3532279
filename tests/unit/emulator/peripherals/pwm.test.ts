import { describe, expect, it } from 'vitest';
import { interruptLine } from '../../../../runtime/emulator/bus/interrupts.ts';
import { transferRequest } from '../../../../runtime/emulator/bus/transfer-requests.ts';
import { Pwm } from '../../../../runtime/emulator/peripherals/pwm.ts';
import { IoBank0 } from '../../../../runtime/emulator/pins/io-bank0.ts';
import { Pins } from '../../../../runtime/emulator/pins/pins.ts';
import { functionSelect } from '../../../../runtime/hardware/function-select.ts';
import { ChipClock } from '../../../support/chip-clock.ts';
import { FixedRates, WatchedInterrupts, WatchedRequests } from '../../../support/chip-parts.ts';

const csr = 0;
const div = 4;
const ctr = 8;
const cc = 12;
const top = 16;
const enable = 1;
const phaseCorrect = 2;

function makePwm() {
  const clock = new ChipClock();
  const rates = new FixedRates();
  const interrupts = new WatchedInterrupts();
  const requests = new WatchedRequests();
  const pins = new Pins();
  const io = new IoBank0({ pins, interrupts });
  const pwm = new Pwm({ clock, rates, interrupts, requests, pins });
  const write = (register: number, value: number, slice = 0) => {
    pwm.write(slice * 0x14 + register, value, value);
  };
  const read = (register: number, slice = 0) => pwm.read(slice * 0x14 + register);
  const use = (...gpio: number[]) => {
    for (const each of gpio) io.write(each * 8 + 4, functionSelect.pwm, functionSelect.pwm);
  };
  /** Levels of a pin at each of the next cycles. */
  const trace = (gpio: number, cycles: number) => {
    let levels = '';
    for (let cycle = 0; cycle < cycles; cycle++) {
      levels += (pins.inputs >>> gpio) & 1;
      clock.cycles(1);
    }
    return levels;
  };
  return { clock, rates, interrupts, requests, pins, io, pwm, write, read, use, trace };
}

describe('a PWM slice', () => {
  it('is high for CC counts out of TOP + 1', () => {
    const { write, use, trace } = makePwm();
    use(0, 17);
    write(top, 4);
    write(cc, (1 << 16) | 3);
    write(csr, enable);
    expect(trace(0, 10)).toBe('1110011100');
    expect(trace(17, 10)).toBe('1000010000');
  });

  it('goes up and down in phase-correct mode', () => {
    const { write, use, trace, read } = makePwm();
    use(0);
    write(top, 3);
    write(cc, 2);
    write(csr, enable | phaseCorrect);
    expect(trace(0, 16)).toBe('1100001111000011');
    expect(read(ctr)).toBe(0);
  });

  it('divides the clock by sixteenths', () => {
    const { clock, write, read } = makePwm();
    write(div, (2 << 4) | 8);
    write(csr, enable);
    clock.cycles(5);
    expect(read(ctr)).toBe(2);
    clock.cycles(2);
    expect(read(ctr)).toBe(2);
    clock.cycles(1);
    expect(read(ctr)).toBe(3);
  });

  it('takes a divider of 0 for 256', () => {
    const { clock, write, read } = makePwm();
    write(div, 0);
    write(csr, enable);
    clock.cycles(511);
    expect(read(ctr)).toBe(1);
  });

  it('takes new values over when the counter wraps', () => {
    const { write, use, trace } = makePwm();
    use(0);
    write(top, 3);
    write(cc, 1);
    write(csr, enable);
    expect(trace(0, 2)).toBe('10');
    write(cc, 3);
    write(top, 4);
    expect(trace(0, 7)).toBe('0011100');
  });

  it('inverts its outputs', () => {
    const { write, use, trace } = makePwm();
    use(0, 1);
    write(top, 3);
    write(cc, 0x10001);
    write(csr, enable | 4);
    expect(trace(0, 4)).toBe('0111');
    expect(trace(1, 4)).toBe('1000');
  });

  it('keeps its levels while it stands still', () => {
    const { write, use, trace, clock } = makePwm();
    use(0);
    write(top, 9);
    write(cc, 5);
    write(csr, enable);
    clock.cycles(2);
    write(csr, 0);
    expect(trace(0, 20)).toBe('1'.repeat(20));
  });

  it('moves by one count when told so', () => {
    const { write, read, clock } = makePwm();
    write(csr, enable);
    clock.cycles(10);
    write(csr, enable | 0x80);
    expect(read(ctr)).toBe(11);
    write(csr, enable | 0x40);
    clock.cycles(5);
    expect(read(ctr)).toBe(15);
    expect(read(csr)).toBe(enable);
  });

  it('counts on from where it was when the system clock changes', () => {
    const { clock, rates, write, read } = makePwm();
    write(csr, enable);
    clock.cycles(100);
    rates.change({ system: 62_500_000 });
    clock.pass(160);
    expect(read(ctr)).toBe(110);
  });
});

describe('counting pins', () => {
  it('counts rising edges, falling edges, or while B is high', () => {
    const { clock, pins, write, read, use } = makePwm();
    const hand = pins.connect();
    use(1, 3, 5);
    write(csr, enable | (2 << 4), 0);
    write(csr, enable | (3 << 4), 1);
    write(csr, enable | (1 << 4), 2);
    const all = 0b101010;
    for (let edge = 0; edge < 5; edge++) {
      hand.drive(all, all);
      clock.cycles(10);
      hand.drive(0, all);
      clock.cycles(7);
    }
    hand.drive(all, all);
    clock.cycles(3);
    expect([read(ctr, 0), read(ctr, 1), read(ctr, 2)]).toEqual([6, 5, 53]);
  });

  it('counts the edges of another slice exactly', () => {
    const { clock, write, read, use, pins } = makePwm();
    use(0, 3);
    write(top, 99);
    write(cc, 50);
    // Slice 1 looks at GPIO 3, where the outside repeats what slice 0 drives.
    const wire = pins.connect();
    pins
      .onInputChange(() => {
        wire.drive((pins.inputs & 1) << 3, 1 << 3);
      })
      .watch(1);
    write(csr, enable | (2 << 4), 1);
    write(csr, enable, 0);
    clock.cycles(1050);
    expect(read(ctr, 1)).toBe(10);
  });
});

describe('wraps', () => {
  it('interrupt at the very cycle', () => {
    const { clock, pwm, interrupts, write } = makePwm();
    write(top, 99, 3);
    pwm.write(0xa4 + 4, 1 << 3, 1 << 3);
    write(csr, enable, 3);
    clock.cycles(99);
    expect(interrupts.asserted.has(interruptLine.pwmWrap)).toBe(false);
    clock.cycles(1);
    expect(interrupts.asserted.has(interruptLine.pwmWrap)).toBe(true);
    expect(pwm.read(0xb0)).toBe(1 << 3);
    pwm.write(0xa4, 1 << 3, 1 << 3);
    expect(interrupts.asserted.has(interruptLine.pwmWrap)).toBe(false);
    clock.cycles(100);
    expect(interrupts.asserted.has(interruptLine.pwmWrap)).toBe(true);
  });

  it('are seen in the raw status without anybody having waited', () => {
    const { clock, pwm, write } = makePwm();
    write(top, 99);
    write(csr, enable);
    clock.cycles(1000);
    expect(pwm.read(0xa4)).toBe(1);
    expect(clock.rung).toBe(0);
  });

  it('ask for transfers while a channel waits', () => {
    const { clock, requests, write } = makePwm();
    write(top, 9, 2);
    write(csr, enable, 2);
    clock.cycles(55);
    requests.demand(transferRequest.pwmWrap + 2, true);
    clock.cycles(30);
    requests.demand(transferRequest.pwmWrap + 2, false);
    clock.cycles(30);
    expect(requests.pulses).toEqual([26, 26, 26]);
  });
});

describe('edges', () => {
  it('interrupt through the pins, at their times', () => {
    const { clock, io, interrupts, write, use } = makePwm();
    use(2);
    write(top, 999, 1);
    write(cc, 300, 1);
    io.write(0x100, 4 << 8, 4 << 8);
    write(csr, enable, 1);
    clock.cycles(299);
    expect(interrupts.asserted.has(interruptLine.ioBank0)).toBe(false);
    clock.cycles(1);
    expect(interrupts.asserted.has(interruptLine.ioBank0)).toBe(true);
  });

  it('cost nothing on pins that nobody watches', () => {
    const { clock, pins, write, use, pwm } = makePwm();
    use(0);
    write(top, 9);
    write(cc, 5);
    write(csr, enable);
    clock.cycles(1_000_003);
    expect(pins.inputs).toBe(1);
    expect(clock.rung).toBe(0);
    expect(pwm.setting(0)).toMatchObject({ divider: 16, top: 9, compareA: 5, enabled: true });
  });
});

it('restores a snapshot in the middle of a period', () => {
  const first = makePwm();
  first.use(0);
  first.write(top, 4);
  first.write(cc, 3);
  first.write(csr, enable);
  first.clock.cycles(4);
  const second = makePwm();
  second.clock.pass(32);
  second.pins.restore(first.pins.save());
  second.pwm.restore(first.pwm.save());
  expect(second.trace(0, 6)).toBe('011100');
});
