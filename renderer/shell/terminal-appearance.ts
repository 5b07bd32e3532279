import type { ISearchOptions } from '@xterm/addon-search';
import type { ITheme, Terminal } from '@xterm/xterm';

/**
 * Gives the terminal the window's colours, font and size, now and whenever theme, zoom or font change.
 * `changed` is called after each. Returns a function that ends it.
 */
export function followAppearance(terminal: Terminal, changed: () => void): () => void {
  const apply = (): void => {
    const font = token('--font-code');
    const isOther = terminal.options.fontFamily !== font;
    terminal.options.theme = themeFromTokens();
    terminal.options.fontFamily = font;
    terminal.options.fontSize = pixels(token('--text-13'));
    changed();
    if (isOther) void document.fonts.load(`13px ${font}`).then(measureNow);
  };
  /** The font was not there the first time. */
  const measureNow = (): void => {
    measureAgain(terminal);
    changed();
  };
  const observer = new MutationObserver(apply);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-code-font', 'style'] });
  apply();
  return () => observer.disconnect();
}

/** Has the terminal measure its cells anew, which it does only when the family changes. */
export function measureAgain(terminal: Terminal): void {
  const family = terminal.options.fontFamily;
  terminal.options.fontFamily = 'monospace';
  terminal.options.fontFamily = family;
}

/** How found text is marked, in the colours now in force. */
export function searchMarks(): NonNullable<ISearchOptions['decorations']> {
  return {
    matchBackground: token('--color-information-soft'),
    matchOverviewRuler: token('--color-information'),
    activeMatchBackground: token('--color-selection'),
    activeMatchBorder: token('--color-accent'),
    activeMatchColorOverviewRuler: token('--color-accent'),
  };
}

function themeFromTokens(): ITheme {
  const text = token('--color-text');
  const muted = token('--color-text-muted');
  const colours = {
    red: token('--color-danger'),
    green: token('--color-success'),
    yellow: token('--color-warning'),
    blue: token('--color-information'),
    magenta: token('--code-keyword'),
    cyan: token('--code-definition'),
  };
  return {
    ...colours,
    brightRed: colours.red,
    brightGreen: colours.green,
    brightYellow: colours.yellow,
    brightBlue: colours.blue,
    brightMagenta: colours.magenta,
    brightCyan: colours.cyan,
    foreground: text,
    background: token('--color-surface'),
    cursor: token('--color-accent'),
    cursorAccent: token('--color-surface'),
    selectionBackground: token('--color-selection'),
    selectionInactiveBackground: token('--color-pressed'),
    black: text,
    white: muted,
    brightBlack: muted,
    brightWhite: text,
    scrollbarSliderBackground: token('--color-border'),
    scrollbarSliderHoverBackground: token('--color-border-control'),
    scrollbarSliderActiveBackground: token('--color-border-control'),
    overviewRulerBorder: token('--color-surface'),
  };
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function pixels(rem: string): number {
  const root = getComputedStyle(document.documentElement).fontSize;
  return Number.parseFloat(rem) * Number.parseFloat(root);
}
