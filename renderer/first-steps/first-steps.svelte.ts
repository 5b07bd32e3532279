import type { RunOutcome } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Boards } from '../boards/boards.svelte.ts';
import type { Session } from '../channel/session.svelte.ts';
import type { Examples } from '../examples/examples.svelte.ts';
import type { Program } from '../program/program.svelte.ts';
import { StepWatch, type Sight } from './step-watch.ts';
import { nextStep, stepIds, type StepId } from './steps.ts';

/** What can be seen without knowing the time. */
type Seen = Omit<Sight, 'at' | 'typedAt'>;

/** The first ten minutes: which steps were taken, which one is shown, and what is next. */
export class FirstSteps {
  readonly #watch = new StepWatch();
  /** Taken here and on their way to the settings. */
  #taken = $state.raw<readonly StepId[]>([]);
  #looked = $state<StepId | null>(null);
  /** The program that was run last had a mistake, which is not mended yet. */
  misspelt = $state(false);
  /** What screen readers say when a step was taken. */
  said = $state('');

  readonly done = $derived.by(() =>
    stepIds.filter((id) => this.#taken.includes(id) || this.session.settings?.firstSteps.done.includes(id)),
  );
  /** The step whose words are shown; `null` once all are taken and none is looked at. */
  readonly shown = $derived.by(() => this.#looked ?? nextStep(this.done));

  /** What can be seen now. Whoever follows it tells `see` of every change. */
  readonly seen = $derived.by<Seen>(() => {
    const board = this.boards.chosen;
    const { lastRun, startedHere, startsByItself } = this.program;
    return {
      led: board?.hardware?.led ?? 0,
      bootselPressed: board?.hardware?.bootselPressed ?? false,
      isReal: board !== null && board.summary.model === undefined,
      running: board?.isRunning ?? false,
      startedHere,
      program: lastRun?.id ?? null,
      example: lastRun && this.examples.of(lastRun),
      ending: endingOf(board?.lastOutcome ?? null),
      keepsProgram: startsByItself,
    };
  });

  constructor(
    readonly session: Session,
    readonly boards: Boards,
    readonly program: Program,
    readonly examples: Examples,
  ) {}

  /** Takes in what can be seen now, and ticks the steps that it completes. */
  see(seen: Seen, at: number): void {
    const typedAt = this.boards.chosen?.typedAt ?? null;
    const taken = this.#watch.see({ ...seen, at, typedAt });
    this.misspelt = this.#watch.misspelt !== null;
    const fresh = taken.filter((id) => !this.done.includes(id));
    if (fresh.length > 0) this.#tick(fresh);
  }

  /** Shows the words of a step, whether or not it is the next one. */
  look(id: StepId): void {
    this.#looked = id;
  }

  /** Puts the card away; it comes back as it was left. */
  close(): void {
    void this.#save(true);
  }

  /** Brings the card back. One that was gone through to its end begins anew. */
  open(): void {
    if (nextStep(this.done) === null) this.restart();
    else void this.#save(false);
  }

  /** All steps once more. */
  restart(): void {
    this.#taken = [];
    this.#looked = null;
    void this.session.updateSettings({ firstSteps: { closed: false, done: [] } });
  }

  #tick(fresh: readonly StepId[]): void {
    this.#taken = [...this.#taken, ...fresh];
    this.#looked = null;
    const next = nextStep(this.done);
    const step = t(`firstSteps:step.${fresh[0]!}.title`);
    this.said = next
      ? t('firstSteps:said.step', { step, next: t(`firstSteps:step.${next}.title`) })
      : t('firstSteps:said.all', { step });
    void this.#save(false);
  }

  async #save(closed: boolean): Promise<void> {
    await this.session.updateSettings({ firstSteps: { closed, done: [...this.done] } });
  }
}

function endingOf(outcome: RunOutcome | null): Sight['ending'] {
  if (outcome?.kind !== 'failed') return outcome?.kind ?? null;
  return /^(Syntax|Indentation)Error\b/m.test(outcome.traceback) ? 'misspelt' : 'failed';
}
