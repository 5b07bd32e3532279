import { readFileSync } from 'node:fs';

const catalogue = JSON.parse(
  readFileSync(new URL('../resources/messages/en/setup.json', import.meta.url), 'utf8'),
);

/**
 * A sentence of `resources/messages/en/setup.json`, with `{{name}}` replaced by values. Reads the
 * catalogue without its library, which may not be installed yet.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function sentence(key, values = {}) {
  return catalogue[key].replace(/\{\{(\w+)\}\}/g, (/** @type {string} */ _, /** @type {string} */ name) =>
    String(values[name]),
  );
}
