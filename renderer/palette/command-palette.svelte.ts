import { computeCommandScore } from 'bits-ui';
import { tick } from 'svelte';
import { menuGroups, menuNames, type CommandId } from '../../resources/commands.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Commands } from '../commands/commands.svelte.ts';

/** One command as the palette shows it. */
export interface PaletteEntry {
  readonly id: CommandId;
  readonly label: string;
  /** The menu that it stands in. */
  readonly menu: string;
  readonly keys: string | undefined;
  readonly enabled: boolean;
}

/** Below this, letters of the query merely happen to occur in a label. */
const leastScore = 0.02;

/** A list of every command, to choose from by typing. */
export class CommandPalette {
  isOpen = $state(false);
  #query = $state('');
  #index = $state(0);

  readonly entries = $derived.by(() => matching(this.#all(), this.#query));
  readonly chosen = $derived.by(() => this.entries[this.#index]);

  constructor(readonly commands: Commands) {}

  get query(): string {
    return this.#query;
  }

  set query(query: string) {
    this.#query = query;
    this.#index = 0;
  }

  show(): void {
    this.query = '';
    this.isOpen = true;
  }

  hide(): void {
    this.isOpen = false;
  }

  /** Chooses the entry that is `step` further down, around the end. */
  move(step: number): void {
    const count = this.entries.length;
    if (count > 0) this.#index = (this.#index + step + count) % count;
  }

  /** The pointer is on an entry, or a key leads to it. */
  point(index: number): void {
    this.#index = index;
  }

  /** Gives a command once the keyboard is back where it was. One that cannot be given now stays in sight. */
  async give({ id, enabled }: PaletteEntry): Promise<void> {
    if (!enabled) return;
    this.hide();
    await tick();
    this.commands.run(id);
  }

  #all(): PaletteEntry[] {
    return menuNames.flatMap((menu) =>
      menuGroups(menu)
        .flat()
        .map((id) => ({
          id,
          label: this.commands.label(id),
          menu: t(`menu:${menu}`),
          keys: this.commands.keys(id),
          enabled: this.commands.enabled(id),
        })),
    );
  }
}

/** What fits a query, best first: letters may be missing, and two may have changed places. */
function matching(entries: readonly PaletteEntry[], query: string): readonly PaletteEntry[] {
  const typed = query.trim();
  if (typed === '') return entries;
  return entries
    .map((entry) => ({ entry, score: computeCommandScore(entry.label, typed, [entry.menu]) }))
    .filter(({ score }) => score > leastScore)
    .sort((one, other) => other.score - one.score)
    .map(({ entry }) => entry);
}
