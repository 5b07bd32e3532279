import { getSearchQuery, search, setSearchQuery } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import type { EditorView, Panel } from '@codemirror/view';
import { mount, unmount } from 'svelte';
import FindPanel from './FindPanel.svelte';
import { FindState } from './find-state.svelte.ts';

/** Find and replace in the window's own look, at the top of the editor. */
export const findAndReplace: Extension = search({ top: true, createPanel });

function createPanel(view: EditorView): Panel {
  const dom = document.createElement('div');
  const find = new FindState(view);
  const component = mount(FindPanel, { target: dom, props: { find } });
  return {
    dom,
    top: true,
    mount: () => dom.querySelector<HTMLInputElement>('input')?.select(),
    update(update) {
      const asked = update.transactions.some((each) => each.effects.some((it) => it.is(setSearchQuery)));
      if (asked || update.docChanged || update.selectionSet) find.follow(getSearchQuery(update.state));
    },
    destroy: () => void unmount(component),
  };
}
