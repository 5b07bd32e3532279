/** Timers and pin interrupts of a running board: in a busy loop, during sleep, at the idle prompt. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VirtualHardware } from '../../../runtime/hardware/virtual-hardware.ts';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;
let hardware: VirtualHardware;

beforeEach(async () => {
  board = await SimulatedBoard.start();
  hardware = board.link.capabilities.hardware!;
  await board.prompt();
});
afterEach(() => board.end());

/** Presses and releases a button that pulls a pin to ground. */
function press(gpio: number): void {
  hardware.drivePin(gpio, 0);
  hardware.drivePin(gpio, null);
}

const button = `
from machine import Pin, Timer
import time
presses = 0
def pressed(pin):
    global presses
    presses += 1
    print('press', presses, pin)
Pin(15, Pin.IN, Pin.PULL_UP).irq(pressed, Pin.IRQ_FALLING)
`;

const waits = {
  'a loop that never calls out': 'while presses < 3: pass',
  'a loop that counts': 'x = 0\nwhile presses < 3: x += 1',
  sleep: 'while presses < 3: time.sleep(100)',
  'a generator': 'def waiting():\n  while presses < 3: yield\nfor _ in waiting(): pass',
  input: 'input()',
};

describe('a pin interrupt comes during', () => {
  it.each(Object.entries(waits))('%s', async (name, wait) => {
    const sleeping = name === 'sleep' ? wait.replace('100', '0.01') : wait;
    await board.begin(`${button}print('go')\n${sleeping}\nprint('end', presses)`);
    await board.until(/go\r\n/);
    for (const count of [1, 2, 3]) {
      press(15);
      await board.until(new RegExp(`press ${count} Pin\\(GPIO15, mode=IN, pull=PULL_UP\\)\r\n`));
    }
    if (name === 'input') await board.send('\r');
    const { output, error } = await board.finish();
    expect(error).toBe('');
    expect(output).toMatch(/end 3\r\n$/);
  });

  it('the idle prompt', async () => {
    expect((await board.run(button)).error).toBe('');
    await board.send('\x02');
    await board.prompt();
    press(15);
    await board.until(/press 1 Pin/);
    await board.send('presses\r');
    await board.until(/\r\n1\r\n>>> $/);
  });

  it('one long sleep, which is not shortened', async () => {
    await board.begin(`${button}
start = time.ticks_ms()
print('go')
time.sleep_ms(300)
print(time.ticks_diff(time.ticks_ms(), start) >= 300)`);
    await board.until(/go\r\n/);
    press(15);
    await board.until(/press 1/);
    expect((await board.finish()).output).toMatch(/True\r\n$/);
  });
});

describe('a timer goes off during', () => {
  const ticking = (wait: string): string => `
from machine import Timer
import time
times = []
def tick(timer):
    times.append(time.ticks_us())
start = time.ticks_us()
timer = Timer(period=10, callback=tick)
${wait}
timer.deinit()
print(len(times), time.ticks_diff(times[-1], start))`;

  it.each([
    ['a loop that never calls out', 'while len(times) < 50: pass'],
    ['sleep', 'while len(times) < 50: time.sleep(0.001)'],
    ['one long sleep', 'while len(times) < 50: time.sleep(0.505)'],
  ])('%s, a hundred times a second', async (_, wait) => {
    const { output, error } = await board.run(ticking(wait));
    expect(error).toBe('');
    const [ticks = 0, took = 0] = output.trim().split(' ').map(Number);
    expect(ticks).toBeGreaterThanOrEqual(50);
    // Late ones are made up for, so the rate is kept; how late they are is for the benchmarks to say.
    expect(took / ticks).toBeGreaterThan(9_500);
    expect(took / ticks).toBeLessThan(40_000);
  });

  it('the idle prompt, and stops with deinit()', async () => {
    await board.run(`
from machine import Timer
ticks = 0
def tick(timer):
    global ticks
    ticks += 1
    if ticks == 3:
        timer.deinit()
        print('third')
Timer(freq=100, callback=tick)`);
    await board.until(/third\r\n/);
    expect((await board.run('print(ticks)')).output).toMatch(/3\r\n$/);
  });

  it('once, when it is one-shot, and hands itself over', async () => {
    const { output } = await board.run(`
from machine import Timer
import time
calls = []
timer = Timer(mode=Timer.ONE_SHOT, period=5, callback=calls.append)
time.sleep(0.05)
print(len(calls), calls[0] is timer)`);
    expect(output).toBe('1 True\r\n');
  });

  it('not yet, when its time is long', async () => {
    const { output } = await board.run(`
from machine import Timer
import time
calls = []
Timer(mode=Timer.ONE_SHOT, period=2147484, callback=calls.append)
Timer(period=5000000, callback=calls.append)
Timer(callback=calls.append)
time.sleep(0.05)
print(calls)`);
    expect(output).toBe('[]\r\n');
  });

  it('slow calls of its own, without calls piling up for ever', async () => {
    const { output } = await board.run(`
from machine import Timer
import time
calls = 0
def slow(timer):
    global calls
    calls += 1
    time.sleep_ms(5)
timer = Timer(period=1, callback=slow)
time.sleep_ms(200)
timer.deinit()
seen = calls
time.sleep_ms(50)
print(calls == seen, seen > 20)`);
    expect(output).toBe('True True\r\n');
  });
});

describe('a handler that fails', () => {
  it('prints its traceback, and the program and the handler go on', async () => {
    await board.begin(`
from machine import Pin
presses = 0
def pressed(pin):
    global presses
    presses += 1
    raise ValueError('press', presses)
Pin(15, Pin.IN, Pin.PULL_UP).irq(pressed, Pin.IRQ_FALLING)
print('go')
while presses < 2: pass
print('end')`);
    await board.until(/go\r\n/);
    press(15);
    await board.until(/\('press', 1\)\r\n/);
    press(15);
    const { output, error } = await board.finish();
    expect(error).toBe('');
    const trace = (count: number): string =>
      `Traceback (most recent call last):\r\n  File "<stdin>", line 7, in pressed\r\nValueError: ('press', ${count})\r\n`;
    expect(output).toBe(`go\r\n${trace(1)}${trace(2)}end\r\n`);
  });

  it('is not called again when it is a hard one', async () => {
    const { output } = await board.run(`
from machine import Pin
calls = 0
def failing(pin):
    global calls
    calls += 1
    raise ValueError('hard')
pin = Pin(15, Pin.OUT, value=0)
pin.irq(failing, Pin.IRQ_RISING, hard=True)
for i in range(3):
    pin.on()
    for j in range(1000): pass
    pin.off()
print(calls, pin.irq().trigger())`);
    expect(output).toContain('Uncaught exception in IRQ callback handler\r\nTraceback');
    expect(output).toMatch(/ValueError: hard\r\n1 0\r\n$/);
  });

  it('leaves a timer running', async () => {
    const { output } = await board.run(`
from machine import Timer
import time
calls = 0
def failing(timer):
    global calls
    calls += 1
    if calls > 2: timer.deinit()
    raise ValueError(calls)
Timer(period=2, callback=failing)
time.sleep(0.1)
print(calls)`);
    expect(output.match(/ValueError/g)).toHaveLength(3);
    expect(output).toMatch(/3\r\n$/);
  });
});

describe('a handler', () => {
  it('sees which edge it was, for each of many quick ones, in order', async () => {
    await board.begin(`
from machine import Pin
edges = []
pin = Pin(15, Pin.IN, Pin.PULL_DOWN)
interrupt = pin.irq(lambda pin: edges.append(interrupt.flags()))
print('go')
while len(edges) < 20: pass
print(edges == [Pin.IRQ_RISING, Pin.IRQ_FALLING] * 10)`);
    await board.until(/go\r\n/);
    for (let pulse = 0; pulse < 10; pulse++) {
      hardware.drivePin(15, 1);
      hardware.drivePin(15, 0);
    }
    expect((await board.finish()).output).toMatch(/True\r\n$/);
  });

  it('waits while interrupts are off, and is then called', async () => {
    await board.begin(`
import machine, time
from machine import Pin
seen = []
Pin(15, Pin.IN, Pin.PULL_UP).irq(seen.append, Pin.IRQ_FALLING)
state = machine.disable_irq()
print('off', state)
while Pin(14).value() == 0: pass
print(len(seen))
machine.enable_irq(state)
for i in range(1000): pass
print(len(seen))`);
    await board.until(/off 0\r\n/);
    press(15);
    hardware.drivePin(14, 1);
    expect((await board.finish()).output).toBe('off 0\r\n0\r\n1\r\n');
  });

  it('is gone after None was set', async () => {
    await board.begin(`${button}
Pin(15).irq(None)
print('go')
while Pin(14).value() == 0: pass
print(presses)`);
    await board.until(/go\r\n/);
    press(15);
    hardware.drivePin(14, 1);
    expect((await board.finish()).output).toMatch(/go\r\n0\r\n$/);
  });

  it('can be scheduled by another, and by the program', async () => {
    const { output } = await board.run(`
import micropython
micropython.schedule(print, 'scheduled')
for i in range(1000): pass
def fill():
    for i in range(20): micropython.schedule(print, i)
from machine import Timer
import time
def tick(timer):
    try: fill()
    except RuntimeError as problem: print(problem)
Timer(mode=Timer.ONE_SHOT, period=1, callback=tick)
time.sleep(0.05)`);
    expect(output).toMatch(/^scheduled\r\nschedule queue full\r\n0\r\n1\r\n/);
  });
});

describe('a soft reset', () => {
  it('ends timers and interrupts, stops PWM, and leaves outputs as they are', async () => {
    await board.begin(`${button}
Timer(period=5, callback=lambda timer: print('tick'))
Pin(14, Pin.OUT, value=1)
from machine import PWM
PWM(Pin(16), freq=1000, duty_u16=32768)`);
    await board.until(/\x04>[^]*tick/);
    expect(hardware.snapshot().pins[16]).toMatchObject({ function: 'pwm', frequency: 1000 });
    await board.send('\x02');
    await board.send('\x04');
    await board.until(/soft reboot\r\n[^]*>>> $/);
    board.take();
    press(15);
    await board.send('print("quiet")\r');
    await board.until(/quiet\r\n>>> $/);
    expect(board.take()).not.toMatch(/tick|press /);
    expect(hardware.snapshot().pins[14]).toMatchObject({ function: 'output', level: 1 });
    expect(hardware.snapshot().pins[16]).toMatchObject({ duty: 0, frequency: 0 });
  });
});

describe('switching off and on', () => {
  it('puts all pins back, and keeps what is connected', async () => {
    await board.run('from machine import Pin\nPin("LED", Pin.OUT, value=1)\nPin(14, Pin.OUT, value=1)');
    hardware.drivePin(3, 1);
    expect(hardware.snapshot().led).toBe(1);
    await board.link.capabilities.powerCycle?.();
    const { pins, led } = hardware.snapshot();
    expect(led).toBe(0);
    expect(pins[14]).toMatchObject({ function: 'unused', level: 0 });
    expect(pins[3]).toMatchObject({ driven: 1 });
  });
});
