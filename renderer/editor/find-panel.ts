import { getSearchQuery, search, setSearchQuery } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import type { EditorView, Panel } from '@codemirror/view';
import FindPanel from './FindPanel.svelte';
import { FindState } from './find-state.svelte.ts';
import { sveltePanel } from './svelte-panel.ts';

/** Find and replace in the window's own look, at the top of the editor. */
export const findAndReplace: Extension = search({ top: true, createPanel });

function createPanel(view: EditorView): Panel {
  const find = new FindState(view);
  return sveltePanel(FindPanel, { find }, (update) => {
    const asked = update.transactions.some((each) => each.effects.some((it) => it.is(setSearchQuery)));
    if (asked || update.docChanged || update.selectionSet) find.follow(getSearchQuery(update.state));
  });
}
