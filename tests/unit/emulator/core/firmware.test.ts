// The cores under real MicroPython: what only whole programs put together.
import { beforeAll, describe, expect, test } from 'vitest';
import { EmulatedChip, noFirmware } from '../../../support/emulated-chip.ts';

describe.skipIf(noFirmware)('real firmware (NIBBLE_FIRMWARE_DIR says where)', () => {
  let chip: EmulatedChip;
  beforeAll(async () => {
    chip = await EmulatedChip.atPrompt();
  });

  test('runs a thread on the second core, and its locks hold', () => {
    const printed = chip.run(`import _thread
lock = _thread.allocate_lock()
counts = [0, 0]
shared = 0
done = False
def count(which):
    global shared
    for i in range(500):
        with lock:
            shared += 1
            counts[which] += 1
def second():
    global done
    count(1)
    done = True
_thread.start_new_thread(second, ())
count(0)
while not done: pass
print(counts, shared)`);
    expect(printed).toBe('[500, 500] 1000\n');
  });

  test('starts the second core again after its thread ended', () => {
    const printed = chip.run(`import _thread, time
for i in range(3):
    _thread.start_new_thread(print, ('thread', i))
    time.sleep_ms(20)
print('end')`);
    expect(printed).toBe('thread 0\nthread 1\nthread 2\nend\n');
  });

  test('executes code that a program has made: native, viper and assembler', () => {
    const printed = chip.run(`@micropython.native
def native(n):
    s = 0
    for i in range(n): s += i * i
    return s
@micropython.viper
def viper(n: int) -> int:
    s = 0
    for i in range(n): s += i ^ 3
    return s
@micropython.asm_thumb
def assembled(r0, r1):
    add(r0, r0, r1)
    mul(r0, r1)
print(native(2000), viper(2000), assembled(5, 7))`);
    expect(printed).toBe('2664667000 1999000 84\n');
  });

  test('keeps its time at other frequencies of the system clock', () => {
    const printed = chip.run(`import machine, time
for frequency in (48000000, 200000000, 125000000):
    machine.freq(frequency)
    start = time.ticks_us()
    time.sleep_us(5000)
    print(machine.freq(), time.ticks_diff(time.ticks_us(), start) // 500)`);
    expect(printed).toBe('48000000 10\n200000000 10\n125000000 10\n');
  });

  test('locks up where a program reaches for nothing, and says where', () => {
    expect(() => chip.run('import machine\nmachine.mem32[0x30000000]', 50)).toThrow('Waited in vain');
    const { lockedUp, faultAddress } = chip.chip.processors.cores[0];
    expect(lockedUp).toBe(true);
    expect(faultAddress >>> 24).toBe(0x10);
  });
});
