/** How long a ring shows what is meant, in milliseconds. */
const shownFor = 4000;

/**
 * Shows where something is: the keyboard goes there, and a ring is drawn around it for a moment. Nothing
 * is pressed. False if it is not in the window now.
 */
export function pointAt(selector: string): boolean {
  const element = document.querySelector<HTMLElement | SVGElement>(selector);
  if (!element) return false;
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  element.focus();
  element.classList.add('pointed-at');
  setTimeout(() => element.classList.remove('pointed-at'), shownFor);
  return true;
}
