import { flushSync, mount, unmount } from 'svelte';
import PrintSheet from './PrintSheet.svelte';
import './print.css';

/** What is printed. */
export interface Printable {
  readonly name: string;
  readonly text: string;
}

/** Prints the whole of a text, through the system's own dialog. The window on the screen stays as it is. */
export function print({ name, text }: Printable, now = new Date()): void {
  const target = document.createElement('div');
  target.className = 'print-sheet';
  const date = now.toLocaleDateString(undefined, { dateStyle: 'long' });
  const sheet = mount(PrintSheet, { target, props: { name, date, lines: text.split('\n') } });
  flushSync();
  document.body.append(target);
  // Where the dialog does not hold the page up, the sheet is needed until it has been printed.
  const takeAway = (): void => {
    void unmount(sheet);
    target.remove();
  };
  window.addEventListener('afterprint', takeAway, { once: true });
  window.print();
}
