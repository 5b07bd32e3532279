/** The example programs that ship with Nibble, built into the host. */

import examples from '../resources/messages/en/examples.json';
import { t } from '../resources/messages/messages.ts';
import type { ExampleSummary } from './api.ts';

const files = import.meta.glob<string>('../resources/examples/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Program texts by id, the file's name without its ending. */
const texts = new Map(
  Object.entries(files).map(([path, text]) => [path.slice(path.lastIndexOf('/') + 1, -'.py'.length), text]),
);

/** Examples that show something only with parts wired to the pins. */
const withParts: readonly string[] = ['traffic_lights', 'night_light', 'ode_to_joy'];

/** Every example in the order of its titles in the catalogue, which is the order to learn them in. */
export function listExamples(): ExampleSummary[] {
  return (Object.keys(examples.title) as (keyof typeof examples.title)[])
    .filter((id) => texts.has(id))
    .map((id) => ({
      id,
      title: t(`examples:title.${id}`),
      about: t(`examples:about.${id}`),
      needsParts: withParts.includes(id),
    }));
}

/** The text of an example, or `undefined` if there is none of this id. */
export function readExample(id: string): string | undefined {
  return texts.get(id);
}
