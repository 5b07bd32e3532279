import { beforeEach, expect, test } from 'vitest';
import { ByteRing } from '../../../runtime/byte-ring.ts';
import { ControlBlock } from '../../../runtime/interpreter/streams/control-block.ts';
import { InputStream } from '../../../runtime/interpreter/streams/input-stream.ts';
import { InterpreterCore } from '../../../runtime/interpreter/interpreter-core.ts';
import type { LoadedMicroPython } from '../../../runtime/interpreter/micropython/load-micropython.ts';
import { OutputStream } from '../../../runtime/interpreter/streams/output-stream.ts';
import type { BoardData } from '../../../runtime/interpreter/thread-data.ts';

/*
 * The host puts Ctrl-C into the ring, then counts it. A program that reads between the two must not take it
 * for data: one Ctrl-C in a few hundred was lost to input() that way.
 */

const controlC = 3;
let interruptCharacter: number;
let control: ControlBlock;
let ring: ByteRing;
let core: InterpreterCore;

beforeEach(() => {
  interruptCharacter = controlC;
  control = new ControlBlock(ControlBlock.allocate());
  ring = new ByteRing(ByteRing.allocate(64));
  const output = new OutputStream(
    new ByteRing(ByteRing.allocate(64)),
    control,
    () => {},
    () => false,
  );
  const exports = {
    memory: { buffer: new SharedArrayBuffer(1024 * 1024) },
    mp_hal_get_interrupt_char: () => interruptCharacter,
  };
  core = new InterpreterCore(
    {} as BoardData,
    { exports } as unknown as LoadedMicroPython,
    control,
    new InputStream(ring, control, () => {}),
    output,
  );
});

test('a Ctrl-C that was not counted yet interrupts, once', () => {
  ring.write(Uint8Array.of(controlC));
  expect(core.dataAhead).toBe(false);
  expect(core.waitFor(() => core.dataAhead, Infinity)).toBe('interrupted');
  control.addInterrupts(1);
  expect(core.takeInterrupt()).toBe(false);
});

test('what was typed before it is data until it is counted', () => {
  ring.write(Uint8Array.of(0x61, controlC));
  expect(core.dataAhead).toBe(true);
  expect(core.input.take()).toBe(0x61);
  expect(core.dataAhead).toBe(false);
  expect(core.takeInterrupt()).toBe(true);
});

test('a program that asked for it as a byte gets it', () => {
  interruptCharacter = -1;
  ring.write(Uint8Array.of(controlC));
  expect(core.waitFor(() => core.dataAhead, Infinity)).toBe('reached');
  expect(core.input.take()).toBe(controlC);
});
