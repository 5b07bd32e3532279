import { situationOf } from '../boards/situation.ts';
import type { Boards } from '../boards/boards.svelte.ts';
import type { Simulation, SimulationMode } from '../boards/simulation.svelte.ts';
import type { Commands } from '../commands/commands.svelte.ts';
import type { CommandId } from '../../resources/commands.ts';
import { t } from '../../resources/messages/messages.ts';
import type { MenuEntry } from '../widgets/menu-entries.ts';

/** The board menu: which board, and what can be done with it now. */
export function boardMenuEntries(boards: Boards, commands: Commands, simulation: Simulation): MenuEntry[] {
  const choices = boards.list.map((board): MenuEntry => ({
    kind: 'alternative',
    label: board.label,
    detail: situationOf(board, true).word,
    chosen: board.id === boards.chosen?.id,
    run: () => void boards.choose(board.id),
  }));
  const actions = actionsFor(boards).filter((id) => commands.enabled(id));
  const jobs = actions.map((id): MenuEntry => ({
    kind: 'choice',
    label: commands.label(id),
    run: () => commands.run(id),
  }));
  const heading: MenuEntry = { kind: 'division', heading: t('window:boardMenu.heading') };
  const which = [heading, ...choices, ...simulationEntries(simulation)];
  return jobs.length > 0 ? [...which, { kind: 'division' }, ...jobs] : which;
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

/** Trying again is for boards that do not answer; the rest for boards that do. */
function actionsFor(boards: Boards): CommandId[] {
  const state = boards.chosen?.state.name;
  const away = state && ['disconnected', 'silent', 'gone', 'busy', 'denied'].includes(state);
  if (away) return ['board.connect'];
  return [
    'program.doNotStartByItself',
    'board.outputsOff',
    'board.softReset',
    'board.powerCycle',
    'board.install',
  ];
}
