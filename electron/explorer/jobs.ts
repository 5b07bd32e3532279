import type { Clock } from '../../runtime/clock.ts';
import type { Session } from '../channel/session.ts';
import { ProblemError } from '../problem.ts';
import { Speed } from './speed.ts';
import type { TransferProgress } from './transfer.ts';

/** Progress is told at most this often; in milliseconds. */
const tellingInterval = 100;

/** What a job is given. */
export interface JobCourse {
  /** Aborted by Cancel, and when the window is gone. */
  readonly signal: AbortSignal;
  readonly progress: (progress: TransferProgress) => void;
}

/** Long jobs of windows: their progress, and Cancel. */
export class Jobs {
  readonly #clock: Clock;
  readonly #running = new Map<Session, Map<string, AbortController>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs a job of a window under its name. Throws the problem `cancelled` where it was ended before it was done. */
  async run<T>(session: Session, job: string, work: (course: JobCourse) => Promise<T>): Promise<T> {
    const own = this.#of(session);
    if (own.has(job)) throw new ProblemError('request-invalid');
    const ending = new AbortController();
    own.set(job, ending);
    let told = -tellingInterval;
    const speed = new Speed(this.#clock);
    const progress = (now: TransferProgress): void => {
      if (this.#clock.now() - told < tellingInterval) return;
      told = this.#clock.now();
      session.tell('explorer.progress', { job, ...now, bytesPerSecond: speed.at(now.bytes) });
    };
    try {
      return await work({ signal: ending.signal, progress });
    } catch (cause) {
      if (ending.signal.aborted) throw new ProblemError('cancelled', {}, { cause });
      throw cause;
    } finally {
      own.delete(job);
    }
  }

  /** Ends a job of this window soon; does nothing where it has ended. */
  cancel(session: Session, job: string): void {
    this.#running.get(session)?.get(job)?.abort();
  }

  #of(session: Session): Map<string, AbortController> {
    const known = this.#running.get(session);
    if (known) return known;
    const jobs = new Map<string, AbortController>();
    this.#running.set(session, jobs);
    session.onEnd(() => {
      for (const ending of jobs.values()) ending.abort();
      this.#running.delete(session);
    });
    return jobs;
  }
}
