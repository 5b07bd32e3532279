import { SearchAddon } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import { searchMarks } from './terminal-appearance.ts';

/** Searching in what the shell has shown. */
export class ShellSearch {
  open = $state(false);
  text = $state('');
  /** Matches found. */
  count = $state(0);
  /** The match that is shown, from 1; 0 for none. */
  current = $state(0);

  #addon = new SearchAddon();

  constructor(readonly terminal: Terminal) {
    terminal.loadAddon(this.#addon);
    this.#addon.onDidChangeResults(({ resultIndex, resultCount }) => {
      this.count = resultCount;
      this.current = resultIndex + 1;
    });
  }

  /** Searches for another text, from the newest output upwards. */
  look(text: string): void {
    this.text = text;
    this.#addon.clearDecorations();
    this.terminal.clearSelection();
    this.count = 0;
    this.current = 0;
    this.previous();
  }

  /** Goes to the match below. */
  next(): void {
    if (this.text) this.#addon.findNext(this.text, { decorations: searchMarks() });
  }

  /** Goes to the match above. */
  previous(): void {
    if (this.text) this.#addon.findPrevious(this.text, { decorations: searchMarks() });
  }

  /** Puts the search away, with all its marks. */
  close(): void {
    this.open = false;
    this.#addon.clearDecorations();
    this.terminal.clearSelection();
  }
}
