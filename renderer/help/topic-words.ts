import { t, texts } from '../../resources/messages/messages.ts';
import { knownErrors } from './known-errors.ts';
import type { TopicId } from './topics.ts';

/** What a topic is called. */
export function topicTitle(id: TopicId): string {
  return t(`help:topic.${id}.title`);
}

/** What a topic says, with the marks of `FormattedText`. */
export function topicText(id: TopicId): string {
  return texts(`help:topic.${id}.text`).join('\n\n');
}

/** All that is said about a topic, for the search: also what is put together from elsewhere. */
export function searchableText(id: TopicId): string {
  return [topicTitle(id), topicText(id), ...otherWords(id)].join('\n');
}

function otherWords(id: TopicId): string[] {
  if (id === 'errors') return knownErrors().map((error) => `${error.name} ${error.title}`);
  if (id === 'plotter') return texts('plotter:rule');
  return [];
}
