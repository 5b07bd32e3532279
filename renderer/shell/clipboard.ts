import type { Terminal } from '@xterm/xterm';

/**
 * Copying lets go of the selection, so that the next Ctrl+C stops; pasted text goes to `paste`
 * instead of being typed. Returns a function that ends it.
 */
export function listenToClipboard(
  terminal: Terminal,
  element: HTMLElement,
  paste: (text: string) => void,
): () => void {
  const copied = (): void => {
    // xterm puts the selection on the clipboard during this event.
    queueMicrotask(() => terminal.clearSelection());
  };
  const pasted = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    paste(event.clipboardData?.getData('text/plain') ?? '');
  };
  element.addEventListener('copy', copied);
  element.addEventListener('paste', pasted, { capture: true });
  return () => {
    element.removeEventListener('copy', copied);
    element.removeEventListener('paste', pasted, { capture: true });
  };
}
