/** How far a job is, in one line of a terminal that is written over and over. */

import type { Clock } from '../../../runtime/clock.ts';
import { t } from '../../../resources/messages/messages.ts';
import { sizeWords } from '../../../resources/messages/sizes.ts';
import { Speed } from '../../explorer/speed.ts';
import type { TransferProgress } from '../../explorer/transfer.ts';
import type { Output } from '../streams.ts';

/** The line is written at most this often; in milliseconds. */
const interval = 100;

/** Columns of a terminal that does not say how many it has. */
const usualWidth = 80;

/** Nothing at all where `errors` is no terminal. */
export class ProgressLine {
  readonly #errors: Output;
  readonly #clock: Clock;
  readonly #speed: Speed;
  #written = -interval;
  #isShown = false;

  constructor(errors: Output, clock: Clock) {
    this.#errors = errors;
    this.#clock = clock;
    this.#speed = new Speed(clock);
    this.#written += clock.now();
  }

  /** "servo.py, 2 of 5 · 40 % · 12 KB/s". */
  show({ name, done, files, bytes, share }: TransferProgress): void {
    if (!this.#errors.isTTY || this.#clock.now() - this.#written < interval) return;
    this.#written = this.#clock.now();
    const number = Math.min(files, done + 1);
    const percent = t('commandLine:progress.percent', { percent: Math.floor(share * 100) });
    const bytesPerSecond = this.#speed.at(bytes);
    const speed = t('commandLine:progress.speed', { size: sizeWords(bytesPerSecond) });
    const line = (shown: string): string => {
      const file = files > 1 ? t('commandLine:progress.file', { name: shown, number, files }) : shown;
      return [file, percent, ...(bytesPerSecond > 0 ? [speed] : [])].join(' · ');
    };
    const { columns = 0 } = this.#errors;
    const width = (columns > 0 ? columns : usualWidth) - 1;
    this.#errors.write(`\r\x1b[K${line(cutTo(name, width - columnsOf(line(''))))}`);
    this.#isShown = true;
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#isShown) this.#errors.write('\r\x1b[K');
    this.#isShown = false;
  }
}

/** A line that is too long would go on in the next one, and stay there. */
function cutTo(name: string, columns: number): string {
  const characters = [...name];
  while (characters.length > 1 && columnsOf(characters.join('')) > columns) {
    characters.splice(-2, 2, '…');
  }
  return characters.join('');
}

/** Characters beyond Latin may take two columns; what follows from too many is a shorter name. */
function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u1100' ? 2 : 1), 0);
}
