import { BlinkRhythm } from './blink-rhythm.ts';
import type { StepId } from './steps.ts';

/** What can be seen of board and program at one moment. */
export interface Sight {
  /** Milliseconds, from any beginning. */
  readonly at: number;
  /** Brightness of the board's LED, 0 to 1; 0 where it cannot be seen. */
  readonly led: number;
  readonly bootselPressed: boolean;
  /** The board is a real one. */
  readonly isReal: boolean;
  /** The board runs something. */
  readonly running: boolean;
  /** What it runs was started by Run, here. */
  readonly startedHere: boolean;
  /** Which program Run started last; `null` for none. */
  readonly program: string | null;
  /** The example that this program was made from; `null` for none. */
  readonly example: string | null;
  /** How it ended; `null` as long as it runs. A program that is no Python ends as `misspelt`. */
  readonly ending: 'finished' | 'failed' | 'misspelt' | 'stopped' | 'lost' | null;
  /** When somebody last ended a line with Enter at the prompt. */
  readonly typedAt: number | null;
  /** A program is kept on the board that starts by itself. */
  readonly keepsProgram: boolean;
}

/** The time between two changes of the LED in Blink as it comes, in milliseconds. */
const blinkLength = 500;
/** A blink is faster when it takes at most this share of the time it took before. */
const fasterShare = 0.7;
/** What happens so soon after Enter, in milliseconds, comes of the line that was typed. */
const answerTime = 2000;

/**
 * Watches board and program, and tells which steps were taken. A step counts by what happens, never by
 * what somebody says; steps may be taken in any order.
 */
export class StepWatch {
  #before: Sight | null = null;
  #rhythm = new BlinkRhythm();
  /** The LED went on under the program that Run started last. */
  #glowed = false;
  /** The shortest blink of each program in the runs before this one. */
  #blinkBefore = new Map<string, number>();
  #misspelt: string | null = null;

  /** The program that had a mistake and was not mended yet. */
  get misspelt(): string | null {
    return this.#misspelt;
  }

  /** Looks at the present moment; answers with the steps that it completes. */
  see(now: Sight): StepId[] {
    const before = this.#before;
    this.#before = now;
    if (now.startedHere !== before?.startedHere || now.running !== before.running) this.#changeRun(before);
    this.#rhythm.see(now.led > 0, now.at);
    const wentOn = now.led > 0 && before?.led === 0;
    // A LED that was on before says nothing about the program that runs now.
    this.#glowed = now.startedHere && (this.#glowed || wentOn);
    if (now.ending === 'misspelt') this.#misspelt = now.program;

    const steps: StepId[] = [];
    if (this.#glowed) steps.push('run');
    if (now.startedHere && this.#isFaster(now)) steps.push('faster');
    if (this.#glowed && this.#isMended(now)) steps.push('mend');
    if (this.#glowed && now.led > 0 && now.bootselPressed && now.example === 'press_me') steps.push('press');
    if (!now.startedHere && wentOn && isAnswer(now)) steps.push('talk');
    if ((now.isReal && now.running && now.startedHere) || hasPlayed(now)) steps.push('pico');
    if (startedByItself(now) && this.#rhythm.shortest !== null) steps.push('keep');
    return steps;
  }

  /** What was measured belongs to the run that ends now. */
  #changeRun(before: Sight | null): void {
    const { shortest } = this.#rhythm;
    if (before?.program && before.startedHere && shortest !== null) {
      const known = this.#blinkBefore.get(before.program) ?? shortest;
      this.#blinkBefore.set(before.program, Math.max(known, shortest));
    }
    this.#rhythm = new BlinkRhythm();
  }

  #isFaster({ program, example }: Sight): boolean {
    const { longest } = this.#rhythm;
    const usual = example === 'blink' ? blinkLength : null;
    const earlier = (program === null ? null : this.#blinkBefore.get(program)) ?? usual;
    return longest !== null && earlier !== null && longest <= earlier * fasterShare;
  }

  /** The program that was misspelt runs again and gets as far as the LED. */
  #isMended({ program }: Sight): boolean {
    if (this.#misspelt === null || this.#misspelt !== program) return false;
    this.#misspelt = null;
    return true;
  }
}

/** What happens now comes of a line that was typed at the prompt. */
function isAnswer({ at, typedAt }: Sight): boolean {
  return typedAt !== null && at - typedAt < answerTime;
}

function hasPlayed({ example, ending }: Sight): boolean {
  return example === 'reaction_game' && ending === 'finished';
}

/** A program runs that nobody started: the one that is kept on the board. */
function startedByItself(now: Sight): boolean {
  return now.running && !now.startedHere && now.keepsProgram && !isAnswer(now);
}
