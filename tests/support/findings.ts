/** What may be wrong with anything that the window shows, besides what axe finds. */

import type { Page } from '@playwright/test';

/** What is the person's own, the board's, or the same in every language. */
const notOurs = [
  '.cm-content',
  '.cm-gutters',
  '.xterm',
  '[role=log]',
  'svg',
  'kbd',
  'code',
  'title',
  '[data-verbatim]',
  '.visually-hidden h1',
].join(', ');

/** Text that people read and that does not come from the catalogue. */
export function rawTexts(page: Page): Promise<string[]> {
  return page.evaluate((notOurs) => {
    const own = (text: string) =>
      text
        .replace(/\[.*\]/gs, '')
        .replace(/[\w./\\~-]+\.(py|txt|json|csv)/g, '')
        .replace(/(\/[\w.-]+){2,}/g, '')
        .replace(/MicroPython [\d.]+|Nibble|MicroPython|GP\d+|COM\d+|\bPin\(.*?\)/g, '');
    const isRaw = (text: string) => /[a-z]{2,}/i.test(own(text));
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement!;
      if (parent.closest(`${notOurs}, script, style`) || !shown(parent)) continue;
      if (isRaw(node.textContent!)) found.add(`text: ${node.textContent}`);
    }
    for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (element.closest('svg, [data-verbatim]') || !shown(element)) continue;
        const value = element.getAttribute(name)!;
        if (isRaw(value)) found.add(`${name}: ${value}`);
      }
    }
    return [...found];
  }, notOurs);
}

/** Labels that do not fit, and controls that lie over each other. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const dialogs = document.querySelectorAll('[role=dialog], [role=menu]');
    const top = dialogs[dialogs.length - 1] ?? document.body;
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const text = 'button, label, h2, h3, h4, dt, legend, th, [role=tab], [role=option], [role=menuitem], p';
    const cut = [...top.querySelectorAll(text)].filter(
      (element) =>
        shown(element) &&
        !element.closest('.visually-hidden, svg, [data-verbatim]') &&
        getComputedStyle(element).clipPath === 'none' &&
        element.scrollWidth > element.clientWidth + 1 &&
        element.clientWidth > 0,
    );
    const controls = [...top.querySelectorAll('button, input, select, [role=tab]')].filter(
      (element) => shown(element) && !element.closest('svg, .cm-editor, .xterm'),
    );
    const over: string[] = [];
    for (const [index, one] of controls.entries()) {
      const box = one.getBoundingClientRect();
      if (box.right > innerWidth + 1) over.push(`outside: ${one.outerHTML.slice(0, 120)}`);
      for (const other of controls.slice(index + 1)) {
        if (one.contains(other) || other.contains(one)) continue;
        const beside = other.getBoundingClientRect();
        const width = Math.min(box.right, beside.right) - Math.max(box.left, beside.left);
        const height = Math.min(box.bottom, beside.bottom) - Math.max(box.top, beside.top);
        if (width > 2 && height > 2)
          over.push(`over: ${one.outerHTML.slice(0, 90)} | ${other.outerHTML.slice(0, 90)}`);
      }
    }
    return [...cut.map((element) => `cut: ${element.outerHTML.slice(0, 140)}`), ...over];
  });
}

/** What axe does not look for: an order of the keyboard of its own, and targets too small to hit. */
export function hardToReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shown = (element: Element) => {
      const box = element.getBoundingClientRect();
      return box.width > 1 && box.height > 1;
    };
    const positive = [...document.querySelectorAll('[tabindex]')].filter(
      (element) => (element as HTMLElement).tabIndex > 0,
    );
    const small = [...document.querySelectorAll('button, [role=tab], [role=switch], [role=option]')]
      .filter(shown)
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width < 24 || height < 24;
      });
    return [...positive, ...small].map((element) => element.outerHTML.slice(0, 160));
  });
}
