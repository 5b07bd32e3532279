/** What pins cost a program, how fast handlers come, and that watching the board slows nothing. */

import { SimulatedBoard } from '../../support/simulated-board.ts';

interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const toggles = 100_000;
const framesPerSecond = 60;

const toggleProgram = `
from machine import Pin
import time
pin = Pin(15, Pin.OUT)
toggle = pin.toggle
start = time.ticks_us()
for i in range(${toggles}): toggle()
print(time.ticks_diff(time.ticks_us(), start))`;

const handlerProgram = `
from machine import Timer
import time
calls = 0
def tick(timer):
    global calls
    calls += 1
turns = 0
timer = Timer(freq=1000, callback=tick)
end = time.ticks_add(time.ticks_ms(), 2000)
while time.ticks_diff(end, time.ticks_ms()) > 0: turns += 1
timer.deinit()
print(calls)`;

const latencyProgram = `
from machine import Pin
import time
out = Pin(16, Pin.OUT)
Pin(15, Pin.IN).irq(lambda pin: out(pin()))
print('go')
while True: pass`;

export default async function measure(): Promise<Row[]> {
  const board = await SimulatedBoard.start();
  await board.prompt();
  await number(board, toggleProgram);
  const unwatched = await number(board, toggleProgram);
  const watching = setInterval(() => board.link.capabilities.hardware?.snapshot(), 1000 / framesPerSecond);
  const watched = await number(board, toggleProgram);
  clearInterval(watching);
  const snapshot = timeSnapshots(board);
  const calls = await number(board, handlerProgram);
  const latency = await medianLatency(board);
  await board.end();
  return [
    { name: 'toggles of a pin', value: toggles / (unwatched / 1e6), unit: 'per second' },
    { name: 'the same, watched 60 times a second', value: toggles / (watched / 1e6), unit: 'per second' },
    { name: 'one look at all pins', value: snapshot, unit: 'µs' },
    { name: '1 kHz timer in a busy loop, calls in a second', value: calls / 2, unit: 'per second' },
    { name: 'pin driven to its handler done, busy loop, median', value: latency, unit: 'ms' },
  ];
}

async function number(board: SimulatedBoard, program: string): Promise<number> {
  return Number((await board.run(program, 60_000)).output);
}

function timeSnapshots(board: SimulatedBoard): number {
  const looks = 2000;
  const start = performance.now();
  for (let look = 0; look < looks; look++) board.link.capabilities.hardware?.snapshot();
  return ((performance.now() - start) * 1000) / looks;
}

/** Drives GP15 and watches for GP16, which the program's handler sets to the same level. */
async function medianLatency(board: SimulatedBoard): Promise<number> {
  const hardware = board.link.capabilities.hardware!;
  await board.begin(latencyProgram);
  await board.until(/go\r\n/);
  const times: number[] = [];
  for (let edge = 0; edge < 201; edge++) {
    const level = edge % 2 === 0 ? 1 : 0;
    const start = performance.now();
    hardware.drivePin(15, level);
    while (hardware.snapshot().pins[16]?.level !== level) await new Promise(setImmediate);
    times.push(performance.now() - start);
  }
  await board.interrupt();
  await board.finish();
  return times.sort((a, b) => a - b)[100]!;
}
