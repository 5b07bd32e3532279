import type { EditorView, Panel, ViewUpdate } from '@codemirror/view';
import { mount, unmount, type Component } from 'svelte';

/** A panel at the top of the editor that is a Svelte component. Its first field gets the keyboard. */
export function sveltePanel<Properties extends Record<string, unknown>>(
  component: Component<Properties>,
  props: Properties,
  update?: (update: ViewUpdate) => void,
): Panel {
  const dom = document.createElement('div');
  const mounted = mount(component, { target: dom, props });
  return {
    dom,
    top: true,
    mount: () => dom.querySelector<HTMLInputElement>('input')?.select(),
    ...(update ? { update } : {}),
    destroy: () => void unmount(mounted),
  };
}

/** Gives the keyboard to the first field of a panel that is open already. */
export function focusPanel(view: EditorView, selector: string): void {
  view.dom.querySelector<HTMLInputElement>(`.cm-panels ${selector} input`)?.select();
}
