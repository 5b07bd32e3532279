import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

import { interruptLine } from '../../../../runtime/emulator/bus/interrupts.ts';
import { transferRequest } from '../../../../runtime/emulator/bus/transfer-requests.ts';
import { SharedFunction } from '../../../../runtime/emulator/peripherals/shared-function.ts';
import { FrameFormat } from '../../../../runtime/emulator/peripherals/uart/frame-format.ts';
import { Uart } from '../../../../runtime/emulator/peripherals/uart/uart.ts';
import { functionSelect } from '../../../../runtime/hardware/function-select.ts';
import { Pins } from '../../../../runtime/emulator/pins/pins.ts';
import { ChipClock } from '../../../support/chip-clock.ts';
import {
  FixedRates,
  poke,
  setBits,
  WatchedInterrupts,
  WatchedNotEmulated,
  WatchedRequests,
} from '../../../support/chip-parts.ts';
import { connectWire } from '../../../support/outside-wire.ts';

function createParts() {
  const clock = new ChipClock();
  const rates = new FixedRates();
  const interrupts = new WatchedInterrupts();
  const requests = new WatchedRequests();
  const notEmulated = new WatchedNotEmulated();
  const pins = new Pins();
  const shared = new SharedFunction(pins, functionSelect.uart);
  const common = { clock, rates, interrupts, requests, notEmulated, pins, shared };
  const uarts = [new Uart({ number: 0, ...common }), new Uart({ number: 1, ...common })] as const;
  return { clock, rates, interrupts, requests, notEmulated, pins, uart0: uarts[0], uart1: uarts[1] };
}

let parts: ReturnType<typeof createParts>;

beforeEach(() => {
  parts = createParts();
});

const data = 0x00;
const flags = 0x18;
const control = 0x30;
const mask = 0x38;
const raw = 0x3c;
const eightBits = 0x60;
const fifos = 0x10;
/** 125 MHz / 16 / (67 + 52/64) = 115,207 bits a second. */
const bitTime = (16 * (67 + 52 / 64) * 1e9) / 125e6;
const frameTime = 10 * bitTime;

function start(uart: Uart, format = eightBits | fifos): void {
  poke(uart, 0x24, 67);
  poke(uart, 0x28, 52);
  poke(uart, 0x2c, format);
  poke(uart, control, 0x301);
}

/** GPIO 0 is UART0's TX, 1 its RX, 2 CTS, 3 RTS; 4 to 7 are UART1's. */
function connect(): void {
  const { pins } = parts;
  for (let gpio = 0; gpio < 8; gpio++) pins.select(gpio, functionSelect.uart);
  for (const [from, to] of [
    [0, 5],
    [4, 1],
    [3, 6],
    [7, 2],
  ] as const)
    connectWire({ pins, gpio: from }, { pins, gpio: to });
}

function send(uart: Uart, text: string): void {
  for (const character of text) poke(uart, data, character.charCodeAt(0));
}

function receive(uart: Uart): string {
  let text = '';
  while (!(uart.read(flags) & (1 << 4))) text += String.fromCharCode(uart.read(data) & 0xff);
  return text;
}

describe('a frame', () => {
  it('reads as it was written, in every format', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0xff }), (control, data) => {
        const format = new FrameFormat(control);
        const kept = data & ((1 << format.dataBits) - 1);
        expect(format.decode(format.encode(data))).toBe(kept);
      }),
    );
  });

  it('has the bits of the standard', () => {
    expect(new FrameFormat(0x60).encode(0x41).toString(2)).toBe('1010000010');
    expect(new FrameFormat(0x60 | 0b0010).encode(0x41).toString(2)).toBe('11010000010');
    expect(new FrameFormat(0x60 | 0b0110).encode(0x41).toString(2)).toBe('10010000010');
    expect(new FrameFormat(0x08).encode(0xff).toString(2)).toBe('11111110');
  });
});

describe('two UARTs on a wire', () => {
  beforeEach(() => {
    connect();
    start(parts.uart0);
    start(parts.uart1);
  });

  it('talk to each other', () => {
    const { clock, uart0, uart1 } = parts;
    send(uart0, 'Hello, Pico');
    send(uart1, 'Hi');
    clock.pass(12 * frameTime);
    expect(receive(uart1)).toBe('Hello, Pico');
    expect(receive(uart0)).toBe('Hi');
  });

  it('take the time that the dividers say', () => {
    const { clock, uart0, uart1 } = parts;
    send(uart0, 'A');
    expect(uart0.read(flags) & (1 << 3)).not.toBe(0);
    clock.pass(9.49 * bitTime);
    expect(receive(uart1)).toBe('');
    clock.pass(0.02 * bitTime);
    expect(receive(uart1)).toBe('A');
    clock.pass(0.48 * bitTime);
    expect(uart0.read(flags) & (1 << 3)).not.toBe(0);
    clock.pass(0.02 * bitTime);
    expect(uart0.read(flags) & (1 << 3)).toBe(0);
  });

  it('do so after a week, too', () => {
    const { clock, rates, uart0, uart1 } = parts;
    rates.change({ peripheral: 133e6 });
    clock.pass(7 * 86_400 * 1e9 + 0.7);
    for (const word of ['Good', 'old', 'wire']) {
      send(uart0, word);
      clock.pass(5.123 * frameTime);
      expect(receive(uart1)).toBe(word);
    }
  });

  it('notice parity and framing errors', () => {
    const { clock, uart0, uart1 } = parts;
    poke(uart0, 0x2c, eightBits | fifos | 0b0110);
    poke(uart1, 0x2c, eightBits | fifos | 0b0010);
    send(uart0, 'A');
    clock.pass(12 * bitTime);
    expect(uart1.read(data)).toBe(0x241);
    expect(uart1.read(0x04)).toBe(2);
    poke(uart1, 0x04, 0);
    expect(uart1.read(0x04)).toBe(0);
    poke(uart1, 0x2c, 0x00 | fifos);
    poke(uart0, data, 0x81);
    clock.pass(30 * bitTime);
    expect(uart1.read(data) & 0x100).toBe(0x100);
  });

  it('see a break', () => {
    const { clock, uart0, uart1 } = parts;
    poke(uart1, mask, 1 << 9);
    poke(uart0, 0x2c, eightBits | fifos | 1);
    clock.pass(20 * bitTime);
    expect([...parts.interrupts.asserted]).toEqual([interruptLine.uart1]);
    expect(uart1.read(data)).toBe(0x500);
    poke(uart0, 0x2c, eightBits | fifos);
    clock.pass(20 * bitTime);
    send(uart0, 'x');
    clock.pass(frameTime);
    expect(receive(uart1)).toBe('x');
  });

  it('hear their own break, for which pico-sdk switches them off and on', () => {
    const { clock, pins, uart0 } = parts;
    connectWire({ pins, gpio: 0 }, { pins, gpio: 1 });
    for (const settings of [eightBits | fifos | 1, eightBits | fifos]) {
      const on = uart0.read(control);
      poke(uart0, control, 0);
      poke(uart0, 0x2c, settings);
      poke(uart0, control, on);
      clock.pass(13 * bitTime);
    }
    expect(uart0.read(data)).toBe(0x500);
    send(uart0, 'x');
    clock.pass(frameTime);
    expect(receive(uart0)).toBe('x');
  });

  it('lose characters that nobody takes, and say so', () => {
    const { clock, uart0, uart1 } = parts;
    for (let index = 0; index < 34; index++) {
      poke(uart0, data, index);
      clock.pass(frameTime);
    }
    expect(uart1.read(raw) & (1 << 10)).not.toBe(0);
    expect(Array.from({ length: 32 }, () => uart1.read(data))).toEqual(
      Array.from({ length: 32 }, (_, i) => i),
    );
    poke(uart0, data, 99);
    clock.pass(frameTime);
    expect(uart1.read(data)).toBe(0x800 + 99);
  });

  it('hold back while the other side is not ready', () => {
    const { clock, uart0, uart1 } = parts;
    setBits(uart0, control, 1 << 15);
    setBits(uart1, control, 1 << 14);
    poke(uart1, 0x34, 0);
    send(uart0, 'abcdefgh');
    clock.pass(20 * frameTime);
    expect(uart1.read(flags) & (1 << 4)).toBe(0);
    const first = receive(uart1);
    expect(first.length).toBeGreaterThanOrEqual(4);
    expect(first.length).toBeLessThanOrEqual(5);
    clock.pass(20 * frameTime);
    expect(first + receive(uart1)).toBe('abcdefgh');
  });

  it('ignore a line that is low for less than half a bit', () => {
    const { clock, uart1, pins } = parts;
    const disturber = pins.connect();
    disturber.drive(0, 1 << 5);
    clock.pass(0.4 * bitTime);
    disturber.drive(0, 0);
    clock.pass(20 * bitTime);
    expect(receive(uart1)).toBe('');
    send(parts.uart0, 'k');
    clock.pass(frameTime);
    expect(receive(uart1)).toBe('k');
  });

  it('come back from a snapshot in the middle of a frame', () => {
    const { clock, pins, uart0, uart1 } = parts;
    send(uart0, 'Snap');
    clock.pass(1.37 * frameTime);
    const state = structuredClone([pins.save(), uart0.save(), uart1.save()]);
    parts = createParts();
    connect();
    parts.clock.pass(4321);
    parts.pins.restore(state[0]);
    parts.uart0.restore(state[1]);
    parts.uart1.restore(state[2]);
    parts.clock.pass(4 * frameTime);
    expect(receive(parts.uart1)).toBe('Snap');
  });
});

describe('a UART by itself', () => {
  it('hears itself in loopback, with both flow controls', () => {
    const { clock, uart0, pins } = parts;
    pins.select(0, functionSelect.uart);
    start(uart0);
    setBits(uart0, control, (1 << 7) | (3 << 14));
    send(uart0, 'echo');
    clock.pass(5 * frameTime);
    expect(receive(uart0)).toBe('echo');
    expect(pins.inputs & 1).toBe(1);
  });

  it('interrupts when its FIFOs pass their levels', () => {
    const { clock, interrupts, uart0 } = parts;
    start(uart0);
    setBits(uart0, control, 1 << 7);
    poke(uart0, 0x34, 0);
    poke(uart0, mask, (1 << 4) | (1 << 5));
    send(uart0, 'abcde');
    clock.pass(3.9 * frameTime);
    expect(interrupts.asserted.size).toBe(0);
    clock.pass(0.1 * frameTime);
    expect([...interrupts.asserted]).toEqual([interruptLine.uart0]);
    expect(uart0.read(0x40)).toBe(1 << 4);
    uart0.read(data);
    expect(interrupts.asserted.size).toBe(0);
    clock.pass(frameTime);
    receive(uart0);
    send(uart0, 'abcdef');
    expect(uart0.read(raw) & (1 << 5)).toBe(0);
    clock.pass(1.01 * frameTime);
    expect(uart0.read(raw) & (1 << 5)).not.toBe(0);
    poke(uart0, 0x44, 1 << 5);
    expect(uart0.read(raw) & (1 << 5)).toBe(0);
  });

  it('interrupts after silence while something waits to be read', () => {
    const { clock, uart0 } = parts;
    start(uart0);
    setBits(uart0, control, 1 << 7);
    send(uart0, 'a');
    clock.pass(9.5 * bitTime + 31.9 * bitTime);
    expect(uart0.read(raw) & (1 << 6)).toBe(0);
    clock.pass(0.2 * bitTime);
    expect(uart0.read(raw) & (1 << 6)).not.toBe(0);
    uart0.read(data);
    expect(uart0.read(raw) & (1 << 6)).toBe(0);
    clock.pass(100 * bitTime);
    expect(uart0.read(raw) & (1 << 6)).toBe(0);
  });

  it('has FIFOs of one word when they are off', () => {
    const { clock, uart0 } = parts;
    start(uart0, eightBits);
    setBits(uart0, control, 1 << 7);
    send(uart0, 'ab');
    expect(uart0.read(flags) & (1 << 5)).not.toBe(0);
    clock.pass(frameTime);
    expect(uart0.read(raw) & (1 << 5)).not.toBe(0);
    expect(uart0.read(raw) & (1 << 4)).not.toBe(0);
    expect(receive(uart0)).toBe('a');
    clock.pass(frameTime);
    expect(receive(uart0)).toBe('b');
  });

  it('asks for transfers', () => {
    const { clock, requests, uart1 } = parts;
    start(uart1);
    setBits(uart1, control, 1 << 7);
    expect(requests.wanted.size).toBe(0);
    poke(uart1, 0x48, 3);
    expect([...requests.wanted]).toEqual([transferRequest.uart1Transmit]);
    for (let index = 0; index < 33; index++) poke(uart1, data, index);
    expect(requests.wanted.size).toBe(0);
    clock.pass(frameTime);
    expect([...requests.wanted].sort()).toEqual([
      transferRequest.uart1Transmit,
      transferRequest.uart1Receive,
    ]);
  });

  it('is quiet without clk_peri, and goes on with it', () => {
    const { clock, rates, uart0 } = parts;
    start(uart0);
    setBits(uart0, control, 1 << 7);
    rates.change({ peripheral: 0 });
    send(uart0, 'z');
    clock.pass(1e9);
    expect(receive(uart0)).toBe('');
    rates.change({ peripheral: 125e6 });
    clock.pass(frameTime);
    expect(receive(uart0)).toBe('z');
  });

  it('shows its line to whoever looks, without being watched', () => {
    const { clock, pins, uart0 } = parts;
    pins.select(0, functionSelect.uart);
    start(uart0);
    poke(uart0, data, 0x0f);
    const seen: number[] = [];
    clock.pass(bitTime / 2);
    for (let index = 0; index < 11; index++) {
      seen.push(pins.inputs & 1);
      clock.pass(bitTime);
    }
    expect(seen.join('')).toBe('01111000011');
  });

  it('does nothing between frames that nobody watches', () => {
    const { clock, uart0 } = parts;
    start(uart0);
    poke(uart0, data, 0x55);
    expect(clock.untilNext).toBeCloseTo(frameTime, 3);
    clock.pass(frameTime);
    expect(clock.untilNext).toBe(Infinity);
  });

  it('identifies itself, and reports IrDA', () => {
    const { notEmulated, uart0 } = parts;
    expect([0xfe0, 0xfe4, 0xff0, 0xffc].map((offset) => uart0.read(offset))).toEqual([
      0x11, 0x10, 0x0d, 0xb1,
    ]);
    poke(uart0, control, 0x303);
    expect([...notEmulated.features]).toEqual(['UART infrared mode (IrDA)']);
  });
});
