import type { ClearingPlan } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Session } from '../channel/session.svelte.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import type { Recovery } from '../recovery/recovery.svelte.ts';

/** "Clear for the next person" in one window: what it would do, and this window's part in it. */
export class NextPerson {
  /** What would be done, while the person decides. */
  plan = $state.raw<ClearingPlan | null>(null);
  /** The page loads again by itself: there is nothing to ask about first. */
  isLeaving = false;

  constructor(
    readonly session: Session,
    readonly recovery: Recovery,
    readonly notices: Notices,
    /** Loads the page again. */
    readonly reload: () => void,
  ) {
    session.channel.on('shared.clearing', () => void this.#leave());
    session.onStart(({ putAway }) => {
      if (putAway !== null) this.#tell(putAway);
    });
  }

  /** Shows what would be done. */
  async ask(): Promise<void> {
    const answer = await this.session.channel.request('shared.plan', {});
    if (answer.ok) this.plan = answer.value;
    else this.notices.problem(answer.problem);
  }

  /** Does it: every window goes and comes back clean. */
  async clear(): Promise<void> {
    this.plan = null;
    const answer = await this.session.channel.request('shared.clear', {});
    if (!answer.ok) this.notices.problem(answer.problem);
  }

  cancel(): void {
    this.plan = null;
  }

  async #leave(): Promise<void> {
    this.session.leave();
    await this.recovery.handOver();
    this.isLeaving = true;
    this.reload();
  }

  #tell(folder: string): void {
    this.notices.show({
      tone: 'success',
      message: t('sharedComputer:putAway'),
      hint: t('sharedComputer:putAwayHint', { folder }),
      stays: true,
      action: { label: t('sharedComputer:seen'), run: () => undefined },
    });
  }
}
