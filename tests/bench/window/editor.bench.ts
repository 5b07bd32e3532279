import type { Page } from '@playwright/test';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { percentile } from '../interpreter/percentile.ts';
import { median, withWindow } from '../../support/measured-window.ts';

const keystrokes = 200;
const checks = 15;

/** Opening a very large file, typing in a long program with all help on, and being told of a mistake. */
export default function measureEditor() {
  return withWindow(async (page, nibble) => {
    await mkdir(nibble.workspace, { recursive: true });
    await writeFile(join(nibble.workspace, 'large.py'), program(5_000_000));
    await writeFile(join(nibble.workspace, 'long.py'), program(0, 5000));
    await writeFile(join(nibble.workspace, 'line.txt'), `x = "${'a'.repeat(1_000_000)}"\n`);
    const large = await opening(page, 'large.py');
    const oneLine = await opening(page, 'line.txt');
    await opening(page, 'long.py');
    const typing = await typingTimes(page);
    const told = await timesUntilTold(page);
    return [
      { name: 'Opening a file of 5 MB, click to painted', value: large, unit: 'ms' },
      { name: 'Opening a file with a line of 1 MB, to painted', value: oneLine, unit: 'ms' },
      { name: 'Keystroke to paint in 5,000 lines, median', value: median(typing.shown), unit: 'ms' },
      { name: 'Keystroke to paint, 95th percentile', value: percentile(typing.shown, 0.95), unit: 'ms' },
      { name: 'Work for a keystroke, 95th percentile', value: percentile(typing.work, 0.95), unit: 'ms' },
      { name: 'Line left to its mistake explained, median', value: median(told), unit: 'ms' },
    ];
  });
}

/** A program of so many characters or lines. */
function program(characters: number, lines = Infinity): string {
  const written: string[] = [];
  for (let length = 0, line = 0; lines === Infinity ? length < characters : line < lines; line++) {
    const text =
      line % 10 === 0
        ? `def step_${line}(value):`
        : `    value = value * ${line} + len("some text")  # ${line}`;
    written.push(text);
    length += text.length + 1;
  }
  return `${written.join('\n')}\n`;
}

/** Milliseconds from the click on a file until its first line is painted. */
async function opening(page: Page, name: string): Promise<number> {
  const row = page.getByRole('treeitem', { name, exact: true });
  await row.waitFor();
  const handle = await row.elementHandle();
  const time = await page.evaluate(
    ([element, label]) =>
      new Promise<number>((resolve) => {
        const startedAt = performance.now();
        const look = (): void => {
          const editor = document.querySelector(`[role="textbox"][aria-label="${label}"]`);
          if (editor?.querySelector('.cm-line'))
            requestAnimationFrame(() => resolve(performance.now() - startedAt));
          else requestAnimationFrame(look);
        };
        (element as HTMLElement).click();
        look();
      }),
    [handle, `Editor: ${name}`] as const,
  );
  await handle?.dispose();
  return time;
}

interface KeyTimes {
  /** Milliseconds from a key until the frame that shows it has been painted, the wait for it included. */
  readonly shown: number[];
  /** Milliseconds of work for it in the page: acting on the key, and making that frame. */
  readonly work: number[];
}

async function typingTimes(page: Page): Promise<KeyTimes> {
  await page.getByRole('textbox', { name: 'Editor: long.py' }).focus();
  await page.keyboard.press('Control+g');
  await page.keyboard.type('2502\n');
  await page.keyboard.press('End');
  await page.evaluate(() => {
    const times: KeyTimes = { shown: [], work: [] };
    Object.assign(window, { keyTimes: times });
    const afterThisTask = (then: () => void): void => {
      const channel = new MessageChannel();
      channel.port1.onmessage = then;
      channel.port2.postMessage(null);
    };
    const measure = (): void => {
      const pressed = performance.now();
      let acted = pressed;
      afterThisTask(() => (acted = performance.now()));
      requestAnimationFrame(() => {
        const frame = performance.now();
        afterThisTask(() => {
          const painted = performance.now();
          times.shown.push(painted - pressed);
          times.work.push(Math.min(acted, frame) - pressed + painted - frame);
        });
      });
    };
    document.addEventListener('keydown', measure, true);
  });
  const text = ' + value.upper() + str(len(counter))';
  for (let key = 0; key < keystrokes; key++) {
    await page.keyboard.type(text[key % text.length]!, { delay: 30 });
  }
  return page.evaluate(() => (window as unknown as { keyTimes: KeyTimes }).keyTimes);
}

/** Milliseconds from leaving a line with a mistake until its explanation is in the page. */
async function timesUntilTold(page: Page): Promise<number[]> {
  const times: number[] = [];
  await page.getByRole('textbox', { name: 'Editor: long.py' }).focus();
  await page.keyboard.press('Control+a');
  for (let check = 0; check < checks; check++) {
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(`x = ${check}\nwhile True\n    pass\n`);
    times.push(
      await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const startedAt = performance.now();
            const look = (): void => {
              if (document.querySelector('.mistake')) resolve(performance.now() - startedAt);
              else requestAnimationFrame(look);
            };
            look();
          }),
      ),
    );
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('x = 1\n');
    await page.locator('.mistake').waitFor({ state: 'detached' });
  }
  return times;
}
