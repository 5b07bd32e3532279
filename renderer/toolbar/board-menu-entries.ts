import type { BoardSummary } from '../../electron/api.ts';
import { situationOf } from '../boards/situation.ts';
import type { Boards } from '../boards/boards.svelte.ts';
import { aboutBoard } from '../boards/plugged-in.ts';
import { stateIcons } from '../boards/state-icons.ts';
import type { Simulation, SimulationMode } from '../boards/simulation.svelte.ts';
import type { Commands } from '../commands/commands.svelte.ts';
import type { CommandId } from '../../resources/commands.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import type { MenuEntry } from '../widgets/menu-entries.ts';

/** What the menu is made of, and what its entries act on. */
export interface BoardMenuParts {
  readonly boards: Boards;
  readonly commands: Commands;
  readonly simulation: Simulation;
  readonly notices: Notices;
  /** Whether files of a board are open: it is shown although it is unplugged. */
  readonly hasOpenFiles: (boardId: string) => boolean;
}

/** The board menu: which board, and what can be done with it now. */
export function boardMenuEntries(parts: BoardMenuParts): MenuEntry[] {
  const { boards, commands, simulation } = parts;
  const shown = boards.list.filter((board) => isShown(board, parts)).sort((a, b) => rankOf(a) - rankOf(b));
  const choices = shown.map((board) => boardEntry(board, shown, parts));
  const heading: MenuEntry = { kind: 'division', heading: t('window:boardMenu.heading') };
  const which = [heading, ...choices, ...helpFinding(shown, commands), ...simulationEntries(simulation)];
  const jobs = actionsFor(boards)
    .filter((id) => commands.enabled(id))
    .map((id): MenuEntry => ({ kind: 'choice', label: commands.label(id), run: () => commands.run(id) }));
  return jobs.length > 0 ? [...which, divisionFor(boards, shown), ...jobs] : which;
}

/** Between several boards it says which one the jobs below are for. */
function divisionFor({ chosen }: Boards, shown: readonly BoardSummary[]): MenuEntry {
  if (!chosen || shown.length < 2) return { kind: 'division' };
  return { kind: 'division', heading: t('window:boardMenu.jobs', { board: chosen.name }) };
}

/** Of the boards that were unplugged, those that somebody here still has to do with. */
function isShown({ id, state }: BoardSummary, { boards, hasOpenFiles }: BoardMenuParts): boolean {
  return state.name !== 'gone' || id === boards.chosen?.id || hasOpenFiles(id);
}

function boardEntry(board: BoardSummary, shown: readonly BoardSummary[], parts: BoardMenuParts): MenuEntry {
  const { label, nature } = board;
  if (nature === 'debug-probe') {
    const detail = t('board:nature.debug-probe');
    return { kind: 'choice', label, detail, run: () => explainProbe(board, parts.notices) };
  }
  const { tone } = situationOf(board, true);
  return {
    kind: 'alternative',
    label,
    detail: detailOf(board, shown),
    detailIcon: stateIcons[tone],
    chosen: board.id === parts.boards.chosen?.id,
    run: () => {
      parts.notices.dismissAbout(aboutBoard(board.id));
      void parts.boards.choose(board.id);
    },
  };
}

/** What is only perhaps a board comes after the boards, and what is none at the end. */
function rankOf({ nature }: BoardSummary): number {
  if (nature === 'debug-probe') return 2;
  return nature === 'bridge' ? 1 : 0;
}

/** Its state; which of several it is; and what it is, where that is not a Pico with MicroPython. */
function detailOf(board: BoardSummary, shown: readonly BoardSummary[]): string {
  const { word } = situationOf(board, true);
  const { nature, shortName, state } = board;
  if (state.name === 'disconnected' && (nature === 'bridge' || nature === 'unknown'))
    return t(`board:nature.${nature}`);
  const isOneOfSeveral = shown.filter((other) => other.shortName !== undefined).length > 1;
  const what = nature === 'circuitpython' && state.name === 'disconnected' ? t(`board:nature.${nature}`) : '';
  return [isOneOfSeveral ? shortName : '', what, word].filter(Boolean).join(' · ');
}

function explainProbe({ label }: BoardSummary, notices: Notices): void {
  notices.show({
    tone: 'information',
    about: 'debug-probe',
    message: t('window:boardMenu.probe', { board: label }),
    hint: t('window:boardMenu.probeHint'),
  });
}

/** For whoever opened the menu to find a Pico that is not in it. */
function helpFinding(shown: readonly BoardSummary[], commands: Commands): MenuEntry[] {
  const isPico = ({ nature }: BoardSummary): boolean =>
    nature !== undefined && nature !== 'bridge' && nature !== 'debug-probe';
  if (shown.some(isPico)) return [];
  return [
    {
      kind: 'choice',
      label: t('window:boardMenu.none'),
      detail: t('window:boardMenu.noneDetail'),
      run: () => commands.run('help.notFound'),
    },
  ];
}

/** What the simulated Pico is, while that is the chosen board. */
function simulationEntries(simulation: Simulation): MenuEntry[] {
  const { mode } = simulation;
  if (mode === null) return [];
  const entry = (one: SimulationMode): MenuEntry => ({
    kind: 'alternative',
    label: t(`simulator:switch.${one}`),
    detail: t(`simulator:switch.${one}Detail`),
    chosen: one === mode,
    run: () => void simulation.choose(one),
  });
  return [{ kind: 'division', heading: t('simulator:switch.name') }, entry('fast'), entry('exact')];
}

/** What helps with its state comes first; the rest is for boards that answer. */
function actionsFor(boards: Boards): CommandId[] {
  const { remedy } = situationOf(boards.chosen?.summary ?? null, true);
  const others: CommandId[] = [
    'program.doNotStartByItself',
    'board.outputsOff',
    'board.softReset',
    'board.powerCycle',
    'board.install',
    'board.rescue',
    'board.disconnect',
  ];
  return remedy ? [remedy.command, ...others.filter((id) => id !== remedy.command)] : others;
}
