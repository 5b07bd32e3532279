import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  replaceAll,
  replaceNext,
  SearchQuery,
  setSearchQuery,
} from '@codemirror/search';
import type { EditorView } from '@codemirror/view';

/** Beyond this many matches nobody wants the number, only that there are many. */
const countLimit = 999;

/** What find and replace shows, and what its fields and buttons do. */
export class FindState {
  search: string;
  replacement: string;
  matchCase: boolean;
  /** Number of matches, at most `countLimit` + 1. */
  count = $state(0);
  /** Which of them is selected, from 1; 0 for none. */
  current = $state(0);
  readonly tooMany = $derived(this.count > countLimit);

  constructor(readonly view: EditorView) {
    const query = getSearchQuery(view.state);
    this.search = $state(query.search);
    this.replacement = $state(query.replace);
    this.matchCase = $state(query.caseSensitive);
    this.#count(query);
  }

  /** Takes over what the editor now looks for. */
  follow(query: SearchQuery): void {
    this.search = query.search;
    this.replacement = query.replace;
    this.matchCase = query.caseSensitive;
    this.#count(query);
  }

  /** The fields changed. */
  readonly ask = (): void => {
    const query = new SearchQuery({
      search: this.search,
      replace: this.replacement,
      caseSensitive: this.matchCase,
      literal: true,
    });
    this.view.dispatch({ effects: setSearchQuery.of(query) });
  };

  readonly toggleCase = (): void => {
    this.matchCase = !this.matchCase;
    this.ask();
  };

  readonly next = (): void => void findNext(this.view);
  readonly previous = (): void => void findPrevious(this.view);
  readonly replace = (): void => void replaceNext(this.view);
  readonly replaceAll = (): void => void replaceAll(this.view);

  readonly close = (): void => {
    closeSearchPanel(this.view);
    this.view.focus();
  };

  #count(query: SearchQuery): void {
    this.count = 0;
    this.current = 0;
    if (!query.valid) return;
    const { from, to } = this.view.state.selection.main;
    const matches = query.getCursor(this.view.state);
    for (let match = matches.next(); !match.done && this.count <= countLimit; match = matches.next()) {
      this.count += 1;
      if (match.value.from === from && match.value.to === to) this.current = this.count;
    }
  }
}
