import { untrack } from 'svelte';
import type { RunOutcome } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import { isAtWork, situationOf } from '../boards/situation.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { Workbench } from '../workbench.svelte.ts';

/** Has everything said that a person who does not see the window has to know. Call it in a component. */
export function followWindow(workbench: Workbench): void {
  followRuns(workbench);
  followBoard(workbench);
  followSaves(workbench);
  followNotices(workbench);
}

/** A program that ends within a moment is told of once, and a line typed in the shell not at all. */
function followRuns({ announcements, boards, program }: Workbench): void {
  let wasRunning = false;

  $effect(() => {
    const running = program.canStop;
    untrack(() => {
      if (running && !wasRunning) announcements.say(t('announcements:running'), { about: 'run' });
      // A board that went away, or lets nobody in, says so itself.
      const ended = !running && wasRunning && program.boardAnswers;
      if (ended && !announcements.retract('run')) {
        announcements.say(t('announcements:ended'), { about: 'run' });
      }
      wasRunning = running;
    });
  });

  $effect(() => {
    if (boards.chosen?.stopWouldForce) announcements.say(t('announcements:finishing'), { about: 'run' });
  });

  $effect(() => {
    const outcome = boards.chosen?.lastOutcome;
    const name = untrack(() => program.lastRun?.name ?? '');
    if (outcome) {
      announcements.say(outcomeSentence(outcome, name), { about: 'run', urgent: outcome.kind === 'failed' });
    }
  });
}

function outcomeSentence(outcome: RunOutcome, name: string): string {
  if (outcome.kind === 'failed') {
    const error = outcome.traceback.trimEnd().split('\n').at(-1) ?? '';
    return t('announcements:failed', { name, error: error.trim() });
  }
  return t(`announcements:${outcome.kind}`, { name });
}

function followBoard({ announcements, boards, session }: Workbench): void {
  const summary = $derived(boards.chosen?.summary ?? null);
  const situation = $derived(situationOf(summary, session.connected));
  /** Programs come and go without a change of the board itself. */
  const condition = $derived(isAtWork(situation.state) ? 'ready' : situation.state);
  const id = $derived(summary?.id);

  $effect(() => {
    if (condition === 'connecting' || id === undefined) return;
    announcements.say(
      untrack(() => situation.sentence),
      { about: 'board', urgent: condition === 'lost' || condition === 'gone' },
    );
  });
}

function followSaves({ announcements, editor }: Workbench): void {
  let unsaved: readonly EditorDocument[] = [];

  $effect(() => {
    const now = editor.unsaved;
    const open = editor.documents;
    untrack(() => {
      for (const document of unsaved) {
        const saved = open.includes(document) && !now.includes(document);
        if (saved) announcements.say(t('announcements:saved', { name: document.name }));
      }
      unsaved = now;
    });
  });
}

function followNotices({ announcements, notices }: Workbench): void {
  let latest = 0;

  $effect(() => {
    for (const { id, tone, message, hint } of notices.shown) {
      if (id <= latest) continue;
      latest = id;
      // Problems are whole sentences already.
      const sentence = message.endsWith('.') ? message : `${message}.`;
      announcements.say(hint ? `${sentence} ${hint}` : message, { urgent: tone === 'problem' });
    }
  });
}
