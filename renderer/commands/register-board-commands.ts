import { t } from '../../resources/messages/messages.ts';
import type { CommandTargets } from './command-targets.ts';

/** Gives the commands their meaning that are about the chosen board, whichever program runs there. */
export function registerBoardCommands({
  boards,
  commands,
  layout,
  program,
  simulation,
}: CommandTargets): void {
  const boardAnswers = () => program.boardAnswers;
  const stateName = () => boards.chosen?.state.name;
  const isThere = () => boards.chosen?.isThere ?? false;

  commands.register('board.connect', {
    run: () => program.connect(),
    enabled: () => boards.chosen !== null && !isThere() && stateName() !== 'connecting',
    label: () => t(stateName() === 'disconnected' ? 'boardState:do.connect' : 'menu:command.board.connect'),
  });
  commands.register('board.disconnect', {
    run: () => program.disconnect(),
    enabled: () => boards.chosen?.summary.kind === 'serial' && (isThere() || stateName() === 'waiting'),
  });
  commands.register('board.wakeUp', {
    run: () => program.wakeUp(),
    enabled: () => stateName() === 'silent',
  });
  commands.register('board.softReset', { run: () => program.softReset(), enabled: boardAnswers });
  commands.register('board.powerCycle', {
    run: () => program.powerCycle(),
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
      layout.showSide('simulator');
      simulation.askForFile();
    },
    enabled: () => simulation.canInstall,
  });
  const isPluggedIn = () => simulation.emulation !== null && simulation.emulation.mode !== 'off';
  commands.register('board.plugIn', {
    run: () => simulation.handle('plugIn'),
    enabled: () => simulation.emulation?.mode === 'off',
  });
  commands.register('board.unplug', { run: () => simulation.handle('unplug'), enabled: isPluggedIn });
  commands.register('board.reset', { run: () => simulation.handle('reset'), enabled: isPluggedIn });
}
