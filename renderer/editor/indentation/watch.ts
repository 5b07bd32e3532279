import type { Editor } from '../editor.svelte.ts';
import { isLarge } from '../large-text.ts';
import { Pause } from '../pause.ts';
import { markOddIndentations, oddIndentationCount } from './marks.ts';
import { oddIndentations } from './mixed.ts';

/** Milliseconds: nobody mends indentation while typing. */
const pauseLength = 400;

/** Looks for mixed indentation in the Python file in front whenever typing pauses. */
export function watchIndentation(editor: Editor): void {
  const pause = new Pause(pauseLength, () => {
    const document = editor.active;
    if (!document?.isPython || isLarge(document.state.doc)) return;
    const places = oddIndentations(document.state.doc);
    if (places.length === 0 && oddIndentationCount(document.state) === 0) return;
    editor.dispatch({ effects: markOddIndentations.of(places) });
  });
  editor.onUpdate((_, transactions) => {
    const isNew = transactions.length === 0;
    if (isNew || transactions.some(({ docChanged }) => docChanged)) pause.begin();
  });
}
