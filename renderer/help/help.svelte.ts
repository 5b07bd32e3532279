import type { Layout } from '../layout/layout.svelte.ts';
import type { TopicId } from './topics.ts';

/** The help: what is looked for, and which topic is open. */
export class Help {
  query = $state('');
  /** The topic that shows; `null` for the list of all. */
  topic = $state<TopicId | null>(null);
  /** Grows whenever the keyboard is to go to the search field. */
  searches = $state(0);
  /** Grows whenever the keyboard is to go to the words of the topic. */
  arrivals = $state(0);

  constructor(readonly layout: Layout) {}

  /** Brings the help to the front, with the keyboard in its search field. */
  search(): void {
    this.topic = null;
    this.layout.showSide('help');
    this.searches += 1;
  }

  /** Brings a topic to the front. */
  show(topic: TopicId): void {
    this.topic = topic;
    this.layout.showSide('help');
    this.arrivals += 1;
  }

  /** Back from a topic to the list. */
  back(): void {
    this.topic = null;
  }
}
