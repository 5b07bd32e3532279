import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, type AST } from 'svelte/compiler';
import { expect, test } from 'vitest';

/** Attributes that people read or hear. */
const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'aria-roledescription',
  'alt',
  'description',
  'explanation',
  'label',
  'placeholder',
  'text',
  'title',
]);

/** What is drawn on the board itself is a picture of the board, in every language the same. */
const drawn = /renderer\/simulator\/(BoardArt|DrawnBootsel|DrawnLed)\.svelte$/;

const renderer = fileURLToPath(new URL('../../../renderer/', import.meta.url));
const components = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.svelte') && !path.startsWith('gallery'))
  .map((path) => join(renderer, path))
  .filter((path) => !drawn.test(path));

test.each(components)('%s takes every word from the catalogue', (path) => {
  const { fragment } = parse(readFileSync(path, 'utf8'), { modern: true, filename: path });
  expect(rawTextIn(fragment)).toEqual([]);
});

function rawTextIn(fragment: AST.Fragment): string[] {
  const found: string[] = [];
  walk(fragment, (node) => {
    if (node['type'] === 'Text' && hasWords(node['data'])) found.push(String(node['data']).trim());
    // Styles and other attributes are for machines: classes, ids, roles.
    if (node['type'] === 'StyleDirective') return 'skip';
    if (node['type'] !== 'Attribute') return;
    const { name, value } = node as unknown as { name: string; value: unknown };
    const parts = Array.isArray(value) ? (value as { type: string; data?: string }[]) : [];
    const raw = parts.filter((part) => part.type === 'Text' && hasWords(part.data));
    if (spoken.has(name)) found.push(...raw.map((part) => `${name}="${part.data}"`));
    return 'skip';
  });
  return found;
}

function hasWords(text: unknown): boolean {
  return typeof text === 'string' && /\p{Letter}{2}/u.test(text);
}

type Node = Record<string, unknown>;

function walk(value: unknown, visit: (node: Node) => 'skip' | undefined | void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
  if (visit(value as Node) === 'skip') return;
  for (const child of Object.values(value)) walk(child, visit);
}
