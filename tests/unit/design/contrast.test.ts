import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** WCAG 2.2: contrast of text (1.4.3 AA), and of what one has to recognise by its edge or shape (1.4.11). */
const textContrast = 4.5;
const shapeContrast = 3;

const css = readFileSync(new URL('../../../renderer/design/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split("[data-theme='dark'] {");
const lightTokens = tokensIn(light);
const themes = { light: lightTokens, dark: new Map([...lightTokens, ...tokensIn(dark)]) };

const surfaces = ['background', 'surface', 'sunken', 'raised', 'hover'];
const texts = ['text', 'text-muted', 'accent-text', 'success', 'warning', 'danger', 'information'];
const code = ['keyword', 'string', 'number', 'comment', 'definition', 'builtin', 'operator'];
const pairs: [string, string][] = [
  ...surfaces.flatMap((surface) =>
    texts.map((text): [string, string] => [`--color-${text}`, `--color-${surface}`]),
  ),
  ...['--color-surface', '--code-active-line', '--color-selection'].flatMap((below) =>
    code.map((name): [string, string] => [`--code-${name}`, below]),
  ),
  ['--code-gutter', '--color-surface'],
  ['--color-text', '--color-pressed'],
  ['--color-text', '--color-selected'],
  ['--color-text', '--color-selection'],
  ['--color-text', '--code-active-line'],
  ['--color-text', '--color-warning-soft'],
  ['--color-text-muted', '--color-selected'],
  ['--color-on-accent', '--color-accent'],
  ['--color-on-accent', '--color-accent-hover'],
  ['--color-on-accent', '--color-accent-pressed'],
  ['--color-on-accent', '--color-danger-filled'],
  ['--color-on-accent', '--color-danger-filled-hover'],
  ['--color-on-stop', '--color-stop'],
  ['--color-on-stop', '--color-stop-hover'],
  ...['accent', 'success', 'warning', 'danger', 'information'].map((tone): [string, string] => [
    `--color-${tone === 'accent' ? 'accent-text' : tone}`,
    `--color-${tone}-soft`,
  ]),
];
const shapes: [string, string][] = [
  ...['focus', 'border-control', 'stop'].flatMap((shape) =>
    ['background', 'surface', 'raised'].map((below): [string, string] => [
      `--color-${shape}`,
      `--color-${below}`,
    ]),
  ),
  ...[1, 2, 3, 4, 5, 6, 7].map((colour): [string, string] => [`--plot-${colour}`, '--color-surface']),
  // Run and the buttons of dialogs: nothing filled stands on the raised surface of menus and notices.
  ['--color-accent', '--color-background'],
  ['--color-accent', '--color-surface'],
];

describe.each(Object.entries(themes))('%s', (_, tokens) => {
  test.each(pairs)(`text %s on %s`, (above, below) => {
    expect(contrast(tokens, above, below)).toBeGreaterThanOrEqual(textContrast);
  });

  test.each(shapes)(`shape %s on %s`, (above, below) => {
    expect(contrast(tokens, above, below)).toBeGreaterThanOrEqual(shapeContrast);
  });
});

function tokensIn(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]),
  );
}

function contrast(tokens: Map<string, string>, one: string, other: string): number {
  const [a, b] = [one, other].map((name) => {
    const colour = tokens.get(name);
    if (!colour) throw new Error(`${name} is no colour of tokens.css`);
    return luminance(colour);
  }) as [number, number];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Relative luminance as WCAG defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
