import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTopics } from '../../../renderer/help/search.ts';
import { searchableText, topicTitle } from '../../../renderer/help/topic-words.ts';
import { relatedTo, sections, topicIds, webPagesOf } from '../../../renderer/help/topics.ts';
import help from '../../../resources/messages/en/help.json';

const findable = topicIds.map((id) => ({ id, title: topicTitle(id), text: searchableText(id) }));
const find = (query: string) => findTopics(query, findable);

describe('the search', () => {
  test.each([
    ['gpio', 'gpio'],
    ['bootsel', 'bootsel'],
    ['buy', 'which-pico'],
    ['cable data', 'which-pico'],
    ['SyntaxError', 'errors'],
    ['resistor 330', 'pins'],
    ['force stop', 'does-not-stop'],
    ['micropython', 'micropython'],
    ['shared', 'shared-computer'],
    ['nan gap', 'plotter'],
  ])('finds %s', (query, first) => {
    expect(find(query)).toContain(first);
  });

  test('puts topics first that are called so', () => {
    expect(find('uf2')[0]).toBe('uf2');
    expect(find('pins')[0]).toBe('pins');
  });

  test('looks at the beginnings of words, in any order, whatever their capitals and accents', () => {
    const topics = [{ id: 1, title: 'Éclair', text: 'Pin("LED") is bright' }];
    expect(findTopics('led ECL', topics)).toEqual([1]);
    expect(findTopics('ed', topics)).toEqual([]);
    expect(findTopics('led dark', topics)).toEqual([]);
    expect(findTopics('  ', topics)).toEqual([]);
  });

  test('takes anything for a query', () => {
    fc.assert(fc.property(fc.string(), (query) => find(query).every((id) => topicIds.includes(id))));
  });
});

describe('the topics', () => {
  test('all stand in one section, and only once', () => {
    expect([...topicIds].sort()).toEqual(Object.keys(help.topic).sort());
    expect(Object.keys(sections)).toEqual(Object.keys(help.section));
  });

  test.each(topicIds)('%s leads to others than itself, and to secure pages only', (id) => {
    expect(relatedTo(id)).not.toContain(id);
    for (const { url } of webPagesOf(id)) expect(new URL(url).protocol).toBe('https:');
  });
});
