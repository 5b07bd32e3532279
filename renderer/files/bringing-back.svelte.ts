import { t } from '../../resources/messages/messages.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import type { Transfers } from './copying/transfers.svelte.ts';
import type { Branch } from './tree/tree-row.ts';

/** Something deleted or replaced on a board that the host still has. */
export interface TakenAwayHere {
  readonly branch: Branch;
  readonly boardId: string;
  /** The host's name for it. */
  readonly id: string;
  /** The first file or folder of it, for people. */
  readonly name: string;
}

/** Undoes what was deleted or replaced on boards by this window, the last deed first. */
export class BringingBack {
  #deeds = $state.raw<readonly TakenAwayHere[]>([]);
  readonly canUndo = $derived(this.#deeds.length > 0);

  constructor(
    readonly transfers: Transfers,
    readonly notices: Notices,
  ) {}

  /** Remembers a deed; answers with the button that undoes it. */
  offer(deed: TakenAwayHere): { readonly label: string; run(): void } {
    this.#deeds = [...this.#deeds, deed];
    return { label: t('files:bringBack.undo'), run: () => void this.#undo(deed) };
  }

  /** Undoes the last deed, if there is one. */
  async undoLast(): Promise<void> {
    const deed = this.#deeds.at(-1);
    if (deed) await this.#undo(deed);
  }

  async #undo(deed: TakenAwayHere): Promise<void> {
    const { branch, boardId, id } = deed;
    const first = t('files:bringBack.begins');
    const answer = await this.transfers.run(
      'explorer.bringBack',
      { boardId, takenAway: id },
      first,
      ({ name, done, files }) =>
        t('files:bringBack.busy', { name, number: Math.min(done + 1, files), files }),
    );
    const forgotten = !answer.ok && answer.problem.code === 'taken-away-forgotten';
    if (answer.ok || forgotten) this.#deeds = this.#deeds.filter((other) => other !== deed);
    await branch.refresh();
    if (!answer.ok) return this.notices.problem(answer.problem);
    this.notices.show({
      tone: 'success',
      about: 'transfer',
      message: t('files:bringBack.done', {
        count: Math.max(1, answer.value.files), // a folder that nothing was in
        name: deed.name,
        board: branch.source.label,
      }),
    });
  }
}
