import type { OutputPiece } from '../../electron/api.ts';
import type { OutputListener } from '../boards/output-stream.ts';
import type { NumberLine } from './reading/number-line.ts';
import { OutputReader } from './reading/output-reader.ts';
import type { Recording } from './recording/recording.ts';

/** What arrives at once was printed within this time, in seconds: the host sends a batch for every frame. */
const usualBatch = 0.02;
/** Batches this close to each other, in seconds, are a stream: they tell how far apart its lines are. */
const streaming = 0.1;
/** The share of the newest batch in the distance of lines. */
const newestShare = 0.2;

/** What happens when a program is started. */
export interface PlotFeedOptions {
  /** Seconds that only go forward. */
  clock(): number;
  /** Keep what was recorded before, and go on after it. */
  keepsLastRun(): boolean;
  /** Numbers of a program that was just started replace those before. */
  startedAnew(): void;
  /** Something was recorded. */
  recorded(): void;
}

/** Brings the numbers of a board's output into a recording, each at the time it was printed. */
export class PlotFeed implements OutputListener {
  /** Lines of this batch; `null` where a program was started. */
  #batch: (NumberLine | null)[] = [];
  #lastArrival = -Infinity;
  /** Seconds between the lines of a stream; 0 until there was one. */
  #distance = 0;
  #isNewRun = false;
  readonly #reader = new OutputReader({
    numbers: (line) => this.#batch.push(line),
    started: () => this.#batch.push(null),
  });

  constructor(
    readonly recording: Recording,
    readonly options: PlotFeedOptions,
  ) {}

  pieces(pieces: readonly OutputPiece[]): void {
    this.#reader.push(pieces);
    if (this.#batch.length === 0) return;
    const now = this.options.clock();
    const batch = this.#batch;
    this.#batch = [];
    const from = now - this.#timeOf(batch.length, now - this.#lastArrival);
    batch.forEach((line, index) => {
      if (line) this.#record(from + ((now - from) * (index + 1)) / batch.length, line);
      else this.#isNewRun = true;
    });
    this.#lastArrival = now;
    this.options.recorded();
  }

  restarted(): void {
    this.#reader.restart();
    this.recording.addGap();
  }

  /** How long a batch was printed for: one that comes late, because the computer was busy, for longer. */
  #timeOf(lines: number, sinceLast: number): number {
    const time = Math.min(sinceLast, Math.max(usualBatch, lines * this.#distance));
    if (sinceLast < streaming) this.#distance += (sinceLast / lines - this.#distance) * newestShare;
    return time;
  }

  /** What was recorded stays until a new program prints numbers: one that prints none does not plot. */
  #record(time: number, line: NumberLine): void {
    if (this.#isNewRun) {
      this.#isNewRun = false;
      if (this.options.keepsLastRun()) this.recording.addGap();
      else {
        this.recording.clear();
        this.options.startedAnew();
      }
    }
    this.recording.add(time, line);
  }
}
