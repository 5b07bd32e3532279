import type { BoardStateName } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { CommandTargets } from './command-targets.ts';

/** A program holds it, or may do so as soon as it is plugged in. */
const canBeRescued: readonly (BoardStateName | undefined)[] = [
  'running',
  'stopping',
  'silent',
  'gone',
  'rescuing',
];

/** Gives the commands their meaning that are about the chosen board, whichever program runs there. */
export function registerBoardCommands(targets: CommandTargets): void {
  const { boards, boardActions, commands, help, layout, program, projects, rescue, simulation } = targets;
  const boardAnswers = () => program.boardAnswers;
  const stateName = () => boards.chosen?.state.name;
  const isReal = () => boards.chosen?.summary.kind === 'serial';
  const isThere = () => boards.chosen?.isThere ?? false;

  commands.register('board.connect', {
    run: () => boardActions.connect(),
    enabled: () => boards.chosen !== null && !isThere() && stateName() !== 'connecting',
    label: () => t(stateName() === 'disconnected' ? 'boardState:do.connect' : 'menu:command.board.connect'),
  });
  commands.register('board.disconnect', {
    run: () => boardActions.disconnect(),
    enabled: () => isReal() && (isThere() || stateName() === 'waiting'),
  });
  commands.register('board.wakeUp', {
    run: () => program.wakeUp(),
    enabled: () => stateName() === 'silent',
  });
  commands.register('board.rescue', {
    run: () => rescue.begin(boards.chosen!),
    enabled: () => isReal() && canBeRescued.includes(stateName()),
  });
  commands.register('board.format', {
    run: () => boardActions.format(),
    enabled: () => isThere() && boards.chosen?.summary.kind !== 'simulator',
  });
  commands.register('board.softReset', { run: () => boardActions.softReset(), enabled: boardAnswers });
  commands.register('board.powerCycle', {
    run: () => boardActions.powerCycle(),
    enabled: () => boardAnswers() && (boards.chosen?.summary.switchable ?? false),
  });
  commands.register('board.outputsOff', { run: () => program.turnEverythingOff(), enabled: boardAnswers });

  commands.register('board.useFast', {
    run: () => simulation.choose('fast'),
    enabled: () => simulation.mode === 'exact',
  });
  commands.register('board.useExact', {
    run: () => simulation.choose('exact'),
    enabled: () => simulation.mode === 'fast',
  });
  commands.register('board.install', {
    run: () => {
      if (isReal()) return help.show('real-pico');
      layout.showSide('simulator');
      simulation.askForFile();
    },
    enabled: () => isReal() || simulation.canInstall,
    label: () => t(isReal() ? 'boardState:do.install' : 'menu:command.board.install'),
  });
  commands.register('board.takeHome', {
    run: () => {
      const { id, name } = boards.chosen!;
      return projects.takeBoardHome({ id, label: name });
    },
    enabled: isThere,
  });
  const isPluggedIn = () => simulation.emulation !== null && simulation.emulation.mode !== 'off';
  commands.register('board.plugIn', {
    run: () => simulation.handle('plugIn'),
    enabled: () => simulation.emulation?.mode === 'off',
  });
  commands.register('board.unplug', { run: () => simulation.handle('unplug'), enabled: isPluggedIn });
  commands.register('board.reset', { run: () => simulation.handle('reset'), enabled: isPluggedIn });
}
