import type { CatalogueEntry } from './entry.ts';

/** Values that are wrong: numbers, texts, places in lists, keys. */
export const valueEntries = [
  {
    id: 'empty-number',
    exception: 'ValueError',
    message: /^invalid syntax for integer with base \d+: ''$/,
  },
  {
    id: 'number-with-point',
    exception: 'ValueError',
    message: /^invalid syntax for integer with base \d+: '(?<text>\s*-?\d*[.,]\d*\s*)'$/,
  },
  {
    id: 'not-a-number',
    exception: 'ValueError',
    message: /^invalid syntax for integer with base \d+: '(?<text>.*)'$/s,
  },
  { id: 'not-a-number-either', exception: 'ValueError', message: /^invalid syntax for (?:integer|number)/ },
  {
    id: 'too-many-to-unpack',
    exception: 'ValueError',
    message: /^too many values to unpack \(expected (?<expected>\d+)\)$/,
  },
  {
    id: 'too-few-to-unpack',
    exception: 'ValueError',
    message: /^need more than (?<found>\d+) values? to unpack$/,
  },
  { id: 'not-in-list', exception: 'ValueError', message: /^object not in sequence$/ },
  { id: 'text-not-found', exception: 'ValueError', message: /^substring not found$/ },
  { id: 'math-domain', exception: 'ValueError', message: /^math domain error$/ },
  { id: 'empty-sequence', exception: 'ValueError', message: /^arg is an empty sequence$/ },
  { id: 'bad-json', exception: 'ValueError', message: /^syntax error in JSON$/ },
  { id: 'closed-file', exception: 'ValueError', message: /^I\/O operation on closed file$/ },
  { id: 'byte-range', exception: 'ValueError', message: /^bytes? value out of range$/ },
  { id: 'character-number', exception: 'ValueError', message: /^chr\(\) arg/ },
  { id: 'random-order', exception: 'ValueError', message: /^$/, cause: 'randomRange' },
  { id: 'random-choice', exception: 'IndexError', message: /^$/, cause: 'randomChoice' },

  {
    id: 'format-needs-more',
    exception: 'IndexError',
    message: /^tuple index out of range$/,
    cause: 'formatCall',
  },
  { id: 'pop-from-empty', exception: ['IndexError', 'KeyError'], message: /\bempty\b/ },
  {
    id: 'index-out-of-range',
    exception: 'IndexError',
    message: /^(?:(?<type>\w+) )?index out of range$/,
    cause: 'indexed',
  },
  { id: 'misspelt-key', exception: 'KeyError', message: /^(?<key>.*)$/s, cause: 'misspeltKey' },
  { id: 'missing-key', exception: 'KeyError', message: /^(?<key>.*)$/s },
  { id: 'zero-division', exception: 'ZeroDivisionError' },
  {
    id: 'recursion',
    exception: ['RuntimeError', 'RecursionError'],
    message: /^maximum recursion/,
    cause: 'recursion',
  },
  { id: 'memory-in-interrupt', exception: 'MemoryError', message: /heap is locked/ },
  { id: 'memory', exception: 'MemoryError', message: /allocating (?<size>\d+) bytes/ },
  { id: 'memory-used-up', exception: 'MemoryError' },
  { id: 'assertion-with-words', exception: 'AssertionError', message: /^(?<words>.+)$/s },
  { id: 'assertion', exception: 'AssertionError' },
  { id: 'needs-exact', exception: 'NotImplementedError', message: /^(?<what>.+) needs "Exact"/ },
  { id: 'no-more-values', exception: ['StopIteration', 'StopAsyncIteration'] },
  { id: 'number-too-large', exception: 'OverflowError' },
  { id: 'not-utf-8', exception: 'UnicodeError' },
] as const satisfies readonly CatalogueEntry[];
