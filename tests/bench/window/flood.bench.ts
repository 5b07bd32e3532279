import type { Page } from '@playwright/test';
import { percentile } from '../interpreter/percentile.ts';
import { median, withWindow, writeProgram } from '../../support/measured-window.ts';

const keystrokes = 40;
/** How long frames are counted, in milliseconds. */
const counting = 3000;

/** How the window answers while a program does something as fast as it can. */
export default function measureFlood() {
  return withWindow(async (page) => {
    const echoes = await echoTimes(page);
    await stop(page);
    const frames = await framesWhileToggling(page);
    return [
      { name: 'Keystroke to paint while a program prints, median', value: median(echoes), unit: 'ms' },
      {
        name: 'Keystroke to paint while a program prints, 95th percentile',
        value: percentile(echoes, 0.95),
        unit: 'ms',
      },
      { name: 'Frames while a program toggles a pin', value: frames, unit: 'per second' },
    ];
  });
}

/** What the page keeps: milliseconds from each key until the frame that shows it. */
interface Echoes {
  readonly echoes: readonly number[];
}

/** Milliseconds from a key until the frame that shows it. */
async function echoTimes(page: Page): Promise<readonly number[]> {
  await run(page, 'while True: print("line")');
  await page.getByRole('log', { name: 'Shell output' }).filter({ hasText: 'line' }).waitFor();
  await page.evaluate(() => {
    const echoes: number[] = [];
    Object.assign(window, { echoes });
    let pressed = 0;
    document.addEventListener('keydown', (event) => (pressed = event.timeStamp), { capture: true });
    new MutationObserver(() => {
      if (pressed === 0) return;
      const since = pressed;
      pressed = 0;
      requestAnimationFrame(() => echoes.push(performance.now() - since));
    }).observe(document.querySelector('.cm-content')!, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  for (let count = 1; count <= keystrokes; count++) {
    await page.keyboard.press('x');
    await page.waitForFunction((known) => (window as unknown as Echoes).echoes.length === known, count);
  }
  return page.evaluate(() => (window as unknown as Echoes).echoes);
}

async function framesWhileToggling(page: Page): Promise<number> {
  await run(page, 'import machine; pin = machine.Pin(15, machine.Pin.OUT)\nwhile True: pin.toggle()');
  const frames = await page.evaluate(
    (milliseconds) =>
      new Promise<number>((resolve) => {
        let count = 0;
        const start = performance.now();
        requestAnimationFrame(function frame() {
          count += 1;
          if (performance.now() - start < milliseconds) requestAnimationFrame(frame);
          else resolve(count);
        });
      }),
    counting,
  );
  return (frames / counting) * 1000;
}

async function run(page: Page, program: string): Promise<void> {
  await writeProgram(page, program);
  await page.keyboard.press('F5');
  await page.getByRole('button', { name: /^Board:.*Running/ }).waitFor();
}

async function stop(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+.');
  await page.getByRole('button', { name: /^Board:.*Ready/ }).waitFor();
}
