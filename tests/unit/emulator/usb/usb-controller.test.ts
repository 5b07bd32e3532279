import { describe, expect, test } from 'vitest';
import { UsbController } from '../../../../runtime/emulator/usb/usb-controller.ts';
import type { UsbDirection } from '../../../../runtime/emulator/usb/usb-device-port.ts';
import { ChipClock } from '../../../support/chip-clock.ts';
import { WatchedInterrupts } from '../../../support/chip-parts.ts';

const usbLine = 5;
const millisecond = 1_000_000;
const available = 0x400;
const stall = 0x800;
const data1 = 0x2000;
const last = 0x4000;
const full = 0x8000;
const register = {
  address: 0x00,
  mainControl: 0x40,
  frameNumber: 0x48,
  sieControl: 0x4c,
  sieStatus: 0x50,
  bufferStatus: 0x58,
  bufferToHandle: 0x5c,
  abort: 0x60,
  abortDone: 0x64,
  stallArm: 0x68,
  power: 0x78,
  raw: 0x8c,
  enable: 0x90,
  force: 0x94,
  status: 0x98,
};
const eachBuffer = 0xa0000000;
const bothBuffers = 0xd0000000;
const bulk = 0x08000000;

/** A controller, as a program and a computer see it. */
function createController() {
  const clock = new ChipClock();
  const interrupts = new WatchedInterrupts();
  const reports: string[] = [];
  const ready: string[] = [];
  const usb = new UsbController({
    clock,
    interrupts,
    notEmulated: { report: (feature) => reports.push(feature) },
  });
  usb.port.listener = {
    attachmentChanged: () => ready.push(usb.port.attached ? 'attached' : 'detached'),
    ready: (endpoint: number, direction: UsbDirection) => ready.push(`${endpoint} ${direction}`),
    remoteWakeup: () => ready.push('wake'),
  };
  const words = new DataView(usb.memory.bytes.buffer);
  const write = (offset: number, value: number): void => usb.write(offset, value >>> 0, value >>> 0);
  const setWord = (offset: number, value: number): void => {
    words.setUint32(offset, value >>> 0, true);
    usb.memory.written?.(offset, 4);
  };
  write(register.mainControl, 1);
  write(register.sieControl, 0x20010000);
  ready.length = 0;
  return {
    clock,
    reports,
    ready,
    usb,
    port: usb.port,
    write,
    setWord,
    word: (offset: number) => words.getUint32(offset, true),
    interrupted: () => interrupts.asserted.has(usbLine),
    /** Endpoint 2 IN with its buffers at 0x200. */
    endpoint: (settings: number) => setWord(0x10, settings | bulk | 0x200),
  };
}

describe('the USB controller', () => {
  test('is attached while it is enabled as a device and pulls D+ up', () => {
    const { usb, port, write, ready, reports } = createController();
    expect(port.attached).toBe(true);
    write(register.mainControl, 3);
    expect(port.attached).toBe(false);
    expect(reports).toEqual(['USB host mode']);
    write(register.mainControl, 1);
    usb.reset();
    expect(ready).toEqual(['detached', 'attached', 'detached']);
    expect(usb.peek(register.sieControl)).toBe(0);
  });

  test.each([
    ['endpoint 0', (usb: ReturnType<typeof createController>) => usb.write(register.sieControl, 0x08010000)],
    ['another endpoint', (usb: ReturnType<typeof createController>) => usb.endpoint(1 << 16)],
  ])('says that %s is not interrupted by what it refuses', (_which, set) => {
    const usb = createController();
    set(usb);
    usb.setWord(0x80, available);
    expect(usb.reports).toEqual(['USB interrupts on NAK and STALL']);
  });

  test('hears only its own address', () => {
    const { port, write } = createController();
    write(register.address, 7);
    expect(port.setup(0, new Uint8Array(8))).toBe('none');
    expect(port.setup(7, new Uint8Array(8))).toBe('ack');
  });

  test('takes a setup packet at any time and interrupts', () => {
    const { usb, port, write, interrupted } = createController();
    write(register.enable, 1 << 16);
    write(register.stallArm, 3);
    port.setup(0, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
    expect([...usb.memory.bytes.subarray(0, 8)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(usb.peek(register.sieStatus) & (1 << 17)).not.toBe(0);
    expect(usb.peek(register.stallArm)).toBe(0);
    expect(interrupted()).toBe(true);
    write(register.sieStatus, 1 << 17);
    expect(interrupted()).toBe(false);
  });

  test('sends a buffer once it is available, and gives it back', () => {
    const { usb, port, setWord, word, ready, write, interrupted } = createController();
    write(register.enable, 1 << 4);
    expect(port.in(0, 0).handshake).toBe('nak');
    usb.memory.bytes.set([9, 8, 7], 0x100);
    setWord(0x80, full | data1 | 3);
    expect(port.answers(0, 'in')).toBe(false);
    setWord(0x80, full | data1 | available | 3);
    expect(ready).toEqual(['0 in']);
    expect(port.inLength(0)).toBe(3);
    expect(port.in(0, 0)).toEqual({ handshake: 'ack', data1: true, bytes: Uint8Array.of(9, 8, 7) });
    expect(word(0x80)).toBe(data1 | 3);
    expect(usb.peek(register.bufferStatus)).toBe(1);
    expect(interrupted()).toBe(true);
    write(register.bufferStatus, 1);
    expect(interrupted()).toBe(false);
    expect(port.in(0, 0).handshake).toBe('nak');
  });

  test('receives into a buffer and says how much came', () => {
    const { usb, port, setWord, word } = createController();
    setWord(0x84, available | 64);
    expect(port.out(0, 0, false, Uint8Array.of(1, 2))).toBe('ack');
    expect(word(0x84)).toBe(full | 2);
    expect([...usb.memory.bytes.subarray(0x100, 0x102)]).toEqual([1, 2]);
    expect(usb.peek(register.bufferStatus)).toBe(2);
  });

  test('acknowledges a repeated packet and drops it', () => {
    const { usb, port, setWord, word } = createController();
    setWord(0x84, available | data1 | 64);
    expect(port.out(0, 0, false, Uint8Array.of(1))).toBe('ack');
    expect(word(0x84) & available).not.toBe(0);
    expect(usb.peek(register.raw) & (1 << 5)).not.toBe(0);
  });

  test('does not take more than its buffer holds', () => {
    const { usb, port, setWord } = createController();
    setWord(0x84, available | 8);
    expect(port.out(0, 0, false, new Uint8Array(9))).toBe('none');
    expect(usb.peek(register.raw) & (1 << 7)).not.toBe(0);
  });

  test('uses two buffers in turn and interrupts after both', () => {
    const { usb, port, setWord, word, endpoint } = createController();
    endpoint(bothBuffers);
    usb.memory.bytes.set([1], 0x200);
    usb.memory.bytes.set([2], 0x240);
    setWord(0x90, ((full | data1 | available | last | 1) << 16) | full | available | 1);
    expect(port.in(0, 2)).toMatchObject({ data1: false, bytes: Uint8Array.of(1) });
    expect(usb.peek(register.bufferStatus)).toBe(0);
    expect(port.in(0, 2)).toMatchObject({ data1: true, bytes: Uint8Array.of(2) });
    expect(usb.peek(register.bufferStatus)).toBe(1 << 4);
    expect(usb.peek(register.bufferToHandle)).toBe(1 << 4);
    expect(usb.peek(register.raw) & (1 << 3)).not.toBe(0);
    expect(word(0x90) & 0x84008400).toBe(0);
  });

  test('begins with the first of two buffers again when told so', () => {
    const { usb, port, setWord, word, endpoint } = createController();
    endpoint(eachBuffer | 0x40000000);
    usb.memory.bytes.set([1], 0x200);
    setWord(0x90, full | available | 1);
    expect(port.in(0, 2).handshake).toBe('ack');
    setWord(0x90, full | available | 1);
    expect(port.in(0, 2).handshake).toBe('nak');
    setWord(0x90, full | available | 0x1000 | 1);
    expect(word(0x90) & 0x1000).toBe(0);
    expect(port.in(0, 2).bytes).toEqual(Uint8Array.of(1));
  });

  test('knows no endpoint that is not enabled', () => {
    const { port, setWord, endpoint } = createController();
    setWord(0x90, full | available);
    expect(port.in(0, 2).handshake).toBe('none');
    endpoint(eachBuffer);
    expect(port.in(0, 2).handshake).toBe('ack');
  });

  test('stalls; endpoint 0 only once it is armed', () => {
    const { port, setWord, endpoint, write } = createController();
    endpoint(eachBuffer);
    setWord(0x90, stall);
    expect(port.in(0, 2).handshake).toBe('stall');
    setWord(0x80, stall);
    expect(port.in(0, 0).handshake).toBe('nak');
    write(register.stallArm, 1);
    expect(port.in(0, 0).handshake).toBe('stall');
    port.setup(0, new Uint8Array(8));
    expect(port.in(0, 0).handshake).toBe('nak');
  });

  test('aborts what is available, and says that it did', () => {
    const { usb, port, setWord, write, ready } = createController();
    setWord(0x80, full | available);
    write(register.abort, 1);
    expect(usb.peek(register.abortDone)).toBe(1);
    expect(port.in(0, 0).handshake).toBe('nak');
    write(register.abortDone, 1);
    expect(usb.peek(register.abortDone)).toBe(0);
    ready.length = 0;
    write(register.abort, 0);
    expect(ready).toEqual(['0 in']);
  });

  test('counts frames without being woken for them, unless it asks', () => {
    const { usb, port, clock, write, interrupted } = createController();
    port.startFrames(2046);
    clock.pass(2.5 * millisecond);
    expect(clock.rung).toBe(0);
    expect(usb.peek(register.raw) & (1 << 17)).not.toBe(0);
    expect(usb.read(register.frameNumber)).toBe(0);
    expect(usb.peek(register.raw) & (1 << 17)).toBe(0);
    write(register.enable, 1 << 17);
    clock.pass(0.4 * millisecond);
    expect(interrupted()).toBe(false);
    clock.pass(0.2 * millisecond);
    expect(interrupted()).toBe(true);
    expect(usb.read(register.frameNumber)).toBe(1);
    expect(interrupted()).toBe(false);
  });

  test('tells of a bus reset, and of silence', () => {
    const { usb, port, clock, write, interrupted } = createController();
    write(register.enable, (1 << 12) | (1 << 14));
    port.busReset();
    expect(usb.peek(register.sieStatus) & (1 << 19)).not.toBe(0);
    write(register.sieStatus, 1 << 19);
    expect(interrupted()).toBe(false);
    port.startFrames(0);
    port.stopFrames();
    clock.pass(3 * millisecond);
    expect(interrupted()).toBe(true);
    write(register.sieStatus, 0x10);
    expect(interrupted()).toBe(false);
    port.startFrames(3);
    expect(usb.peek(register.raw) & (1 << 15)).not.toBe(0);
  });

  test('interrupts when it is forced to, and believes in VBUS when told to', () => {
    const { usb, write, interrupted } = createController();
    write(register.force, 1 << 18);
    expect(interrupted()).toBe(true);
    expect(usb.peek(register.status)).toBe(1 << 18);
    expect(usb.peek(register.sieStatus) & 1).toBe(0);
    write(register.power, 0x0c);
    expect(usb.peek(register.sieStatus) & 1).toBe(1);
  });
});
