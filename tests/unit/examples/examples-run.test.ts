/** Every example does what its first line says, on the virtual pins of real MicroPython. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { readNumberLine } from '../../../renderer/plotter/reading/number-line.ts';
import { ExampleBoard, lengths } from '../../support/example-board.ts';

const interrupted = /KeyboardInterrupt/;

// Side by side, because they mostly sleep.
describe.concurrent('without wires', () => {
  test('Blink: the LED goes on and off, half a second each', async ({ expect, onTestFinished }) => {
    const example = await ExampleBoard.run('blink', onTestFinished);
    const seen = await example.watch(
      ({ led }) => led,
      (changes) => changes.length > 5,
    );
    for (const { length } of lengths(seen).slice(1)) expect(Math.abs(length - 500)).toBeLessThan(150);
    expect((await example.stop()).error).toMatch(interrupted);
  });

  test('Your name in Morse: the light, read back, is the name', async ({ expect, onTestFinished }) => {
    const example = await ExampleBoard.run('morse', onTestFinished);
    await example.until(({ led }) => led === 1);
    const seen = await example.watch(
      ({ led }) => led,
      (changes) => changes.length > 18,
    );
    expect(readMorse(lengths(seen))).toBe('ADA A');
    expect(example.printed).toMatch(/^A \.-\nD -\.\.\nA \.-\nA \.-\n/);
  });

  test('Press me: BOOTSEL lights the LED and counts', async ({ expect, onTestFinished }) => {
    const example = await ExampleBoard.run('press_me', onTestFinished);
    await example.board.until(/Press BOOTSEL/);
    expect(example.hardware.snapshot().led).toBe(0);
    for (const count of [1, 2, 3]) {
      await example.press(() => example.until(({ led }) => led === 1));
      await example.until(({ led }) => led === 0);
      await example.board.until(new RegExp(`presses: ${count}\r\n`));
    }
    expect(example.printed.match(/presses/g)).toHaveLength(3);
    expect((await example.stop()).error).toMatch(interrupted);
  });

  test('Reaction game: is played to its end, and cheating shows', async ({ expect, onTestFinished }) => {
    const example = await ExampleBoard.run('reaction_game', onTestFinished);
    for (let turn = 0; turn < 2; turn++) {
      await example.until(({ led }) => led === 1);
      const lit = performance.now();
      await example.until(() => performance.now() - lit > 120);
      await example.press(() => example.until(({ led }) => led === 0));
    }
    await example.board.until(/(Wait[^]*){3}/);
    await example.press(() => example.board.until(/Too early!\r\n/));
    const { output, error } = await example.board.finish();
    expect(error).toBe('');
    const times = [...output.matchAll(/You took (\d+) ms/g)].map(([, time]) => Number(time));
    expect(times).toHaveLength(2);
    for (const time of times) expect(time).toBeGreaterThanOrEqual(100);
    expect(output).toContain('That was the game. Press Run to play again.');
    expect(example.hardware.snapshot().led).toBe(0);
  });

  test('Thermometer: prints the temperature of the chip as it changes', async ({
    expect,
    onTestFinished,
  }) => {
    const example = await ExampleBoard.run('thermometer', onTestFinished);
    for (const celsius of [24, 38.5, -5]) {
      example.hardware.setTemperature(celsius);
      await expect
        .poll(() => Math.abs(lastNumber(example.printed) - celsius), { timeout: 5000 })
        .toBeLessThan(0.5);
    }
    expect(example.printed.split('\n').slice(0, -1).every(isTemperature)).toBe(true);
    expect((await example.stop()).error).toMatch(interrupted);
  });

  test('Guess my number: is won by halving', async ({ expect, onTestFinished }) => {
    const example = await ExampleBoard.run('guess_my_number', onTestFinished);
    const { board } = example;
    await board.until(/Your guess: $/);
    await board.send('seven\r');
    await board.until(/Please type a number\.\r\nYour guess: $/);
    let [low, high] = [1, 100];
    for (let tries = 1; !example.printed.includes('Yes!'); tries++) {
      expect(tries).toBeLessThanOrEqual(7);
      const guess = Math.floor((low + high) / 2);
      board.take();
      await board.send(`${guess}\r`);
      await board.until(/(Your guess: |\x04>)$/);
      if (board.received.includes('larger')) low = guess + 1;
      else if (board.received.includes('smaller')) high = guess - 1;
      else expect(example.printed).toMatch(new RegExp(`Yes! You needed ${tries} tries\\.`));
    }
  });

  test('Guess my number: Stop ends it while it waits for a guess', async ({ expect, onTestFinished }) => {
    const example = await ExampleBoard.run('guess_my_number', onTestFinished);
    await example.board.until(/Your guess: $/);
    expect((await example.stop()).error).toMatch(interrupted);
  });

  test('Data logger: the file grows with every run', async ({ expect, onTestFinished }) => {
    const example = await ExampleBoard.run('data_logger', onTestFinished);
    example.hardware.setTemperature(30);
    const { output, error } = await example.board.finish();
    expect(error).toBe('');
    const printed = output.trim().split('\r\n').slice(1);
    expect(printed).toHaveLength(10);
    expect(printed.every(isTemperature)).toBe(true);
    const saved = await readFile(join(example.board.root, 'log.csv'), 'utf8');
    expect(saved.trim().split('\n')).toEqual(printed.map((line) => line.replace('temperature: ', '')));
  });
});

describe.concurrent('with parts', () => {
  test('Traffic lights: red, red and yellow, green, yellow', async ({ expect, onTestFinished }) => {
    const example = await ExampleBoard.run('traffic_lights', onTestFinished);
    const seen = await example.watch(
      ({ pins }) => [15, 14, 13].map((gpio) => pins[gpio]!.level).join(''),
      (changes) => changes.filter(({ value }) => value === '100').length > 1,
    );
    // Pins change one after the other: what lasts is what is seen.
    const lasting = lengths(seen).filter(({ length }) => length > 300);
    expect(lasting.map(({ value }) => value)).toEqual(['100', '110', '001', '010']);
    expect(lasting.map(({ length }) => Math.round(length / 1000))).toEqual([3, 1, 3, 1]);
  });

  test('Night light: as bright as the knob is turned', async ({ expect, onTestFinished }) => {
    const example = await ExampleBoard.run('night_light', onTestFinished);
    for (const share of [0.25, 1, 0]) {
      example.hardware.setAnalog(0, share);
      await expect
        .poll(() => Math.abs(example.hardware.snapshot().pins[15]!.duty - share), { timeout: 5000 })
        .toBeLessThan(0.01);
      await expect
        .poll(() => Math.abs(lastNumber(example.printed) - share * 100), { timeout: 5000 })
        .toBeLessThan(1);
    }
    expect(example.hardware.snapshot().pins[15]!.frequency).toBe(1000);
  });

  test("Ode to Joy: the buzzer's pin plays the notes, and Stop silences it", async ({
    expect,
    onTestFinished,
  }) => {
    const example = await ExampleBoard.run('ode_to_joy', onTestFinished);
    const pin = () => example.hardware.snapshot().pins[16]!;
    const seen = await example.watch(
      ({ pins }) => (pins[16]!.duty > 0 ? pins[16]!.frequency : 0),
      (changes) => changes.filter(({ value }) => value > 0).length >= 8,
    );
    const played = seen.map(({ value }) => value).filter((value) => value > 0);
    expect(played).toEqual([330, 330, 349, 392, 392, 349, 330, 294]);
    expect((await example.stop()).error).toMatch(interrupted);
    expect(pin().duty).toBe(0);
  });
});

/** Reads Morse code from light and dark: three units for a dash or between letters, seven between words. */
function readMorse(light: readonly { value: number; length: number }[]): string {
  const letters: Record<string, string> = { '.-': 'A', '-..': 'D' };
  let text = '';
  let signs = '';
  for (const { value, length } of light) {
    const units = length / 200;
    if (value === 1) signs += units < 2 ? '.' : '-';
    else if (units > 2) {
      text += (letters[signs] ?? '?') + (units > 5 ? ' ' : '');
      signs = '';
    }
  }
  return text;
}

/** A line that the plotter draws as "temperature". */
function isTemperature(line: string): boolean {
  return readNumberLine(line)?.names?.join() === 'temperature';
}

function lastNumber(printed: string): number {
  return Number(/(-?[\d.]+)\n[^\n]*$/.exec(printed)?.[1] ?? NaN);
}
