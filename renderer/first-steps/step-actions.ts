import { tick } from 'svelte';
import type { CommandId } from '../../resources/commands.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Commands } from '../commands/commands.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import type { Examples } from '../examples/examples.svelte.ts';
import type { Layout } from '../layout/layout.svelte.ts';
import type { Program } from '../program/program.svelte.ts';
import { pointAt } from './point-at.ts';
import type { StepId } from './steps.ts';

/** A button below the words of a step. */
export interface StepAction {
  readonly label: string;
  run(): unknown;
}

/** What the buttons of the card act on. */
export interface StepSurroundings {
  readonly commands: Commands;
  readonly editor: Editor;
  readonly examples: Examples;
  readonly layout: Layout;
  readonly program: Program;
}

/** What can be pressed to get on with a step. `second`: its first half is done. */
export function actionsOf(id: StepId, second: boolean, around: StepSurroundings): StepAction[] {
  const { commands, examples, layout } = around;
  const command = (name: CommandId): StepAction => ({
    label: commands.label(name),
    run: () => commands.run(name),
  });
  const open = (example: string): StepAction => ({
    label: t('firstSteps:open', { name: examples.titleOf(example) }),
    run: () => openBesideBoard(example),
  });
  /** What an example does is seen on the board: it comes to the front, too. */
  const openBesideBoard = (example: string): Promise<void> => {
    layout.showSide('simulator');
    return examples.open(example);
  };
  const showMe: StepAction = { label: t('firstSteps:showMe'), run: () => showStep(id, second, around) };
  switch (id) {
    case 'press':
      return [open('press_me'), showMe];
    case 'pico':
      return [
        { label: t('firstSteps:step.pico.game'), run: () => openBesideBoard('reaction_game') },
        showMe,
        { label: t('firstSteps:step.pico.help'), run: () => commands.run('help.realPico') },
      ];
    case 'keep':
      return second ? [command('board.powerCycle')] : [open('blink'), showMe];
    default:
      return [showMe];
  }
}

/** Goes to the place that the words of a step speak of. */
async function showStep(id: StepId, second: boolean, around: StepSurroundings): Promise<void> {
  const { editor, layout, program } = around;
  const runOrStop = program.canStop ? command('program.stop') : command('program.run');
  const place = program.canStop ? null : placeInProgram(id, second);
  if (place && selectIn(editor, place)) return;
  if ((id === 'press' || id === 'pico') && program.canStop) {
    layout.showSide('simulator');
    await tick();
    pointAt('.bootsel');
  } else if (id === 'talk' && !program.canStop) {
    layout.shell.fold(false);
    await tick();
    pointAt('.xterm-helper-textarea');
  } else {
    pointAt(id === 'keep' ? command('program.keep') : runOrStop);
  }
}

/** What there is to change in Blink: the last 0.5, the colon, or the place where the colon was. */
function placeInProgram(id: StepId, second: boolean): RegExp | null {
  if (id === 'faster') return /\b0\.5\b(?![^]*\b0\.5\b)/;
  if (id !== 'mend') return null;
  return second ? /(?<=while True)(?=[ \t]*\n)/ : /(?<=while True):/;
}

function command(id: CommandId): string {
  return `[data-command="${id}"]`;
}

function selectIn(editor: Editor, pattern: RegExp): boolean {
  const found = pattern.exec(editor.active?.text ?? '');
  if (found) editor.select(found.index, found.index + found[0].length);
  return found !== null;
}
