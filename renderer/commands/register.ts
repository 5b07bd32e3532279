import { nextZoom } from '../design/appearance.svelte.ts';
import { editingCommands, type EditingCommandId } from '../editor/editing-commands.ts';
import { nextTextSize, usualTextSize } from '../editor/text-size.ts';
import { print } from '../print/print.ts';
import type { CommandTargets } from './command-targets.ts';
import { registerBoardCommands } from './register-board-commands.ts';
import { t } from '../../resources/messages/messages.ts';

/** Gives the commands their meaning. Those of the shell are registered there. */
export function registerCommands(targets: CommandTargets): void {
  const { boards, commands, editor, examples, files, firstSteps, help, history, layout, notices } = targets;
  const { explorer, nextPerson, program, projects, session } = targets;
  const hasDocument = () => editor.active !== null;
  const boardAnswers = () => program.boardAnswers;

  commands.register('file.new', { run: () => files.create() });
  commands.register('file.newFromExample', { run: () => (targets.openDialog = 'examples') });
  commands.register('file.startOver', {
    run: () => examples.startOver(editor.active!),
    enabled: () => editor.active !== null && examples.of(editor.active) !== null,
  });
  commands.register('file.open', { run: () => files.choose() });
  commands.register('file.openFolder', { run: () => projects.openFolder() });
  commands.register('file.takeHome', { run: () => projects.takeHome() });
  commands.register('file.undoOnBoard', {
    run: () => explorer.bringingBack.undoLast(),
    enabled: () => explorer.bringingBack.canUndo,
  });
  commands.register('file.save', { run: () => files.save(editor.active!), enabled: hasDocument });
  commands.register('file.saveAs', { run: () => files.saveAs(editor.active!), enabled: hasDocument });
  commands.register('file.saveOnBoard', {
    run: () => files.saveAs(editor.active!, 'board'),
    enabled: () => hasDocument() && boardAnswers(),
  });
  commands.register('file.close', { run: () => files.close(editor.active!), enabled: hasDocument });
  commands.register('file.print', { run: () => print(editor.active!), enabled: hasDocument });
  for (const id of Object.keys(editingCommands) as EditingCommandId[]) {
    commands.register(id, { run: () => editor.give(id), enabled: hasDocument });
  }
  commands.register('file.history', { run: () => history.open(editor.active!), enabled: hasDocument });
  commands.register('file.backToWorked', {
    run: () => history.backToWorked(editor.active!),
    enabled: hasDocument,
  });

  commands.register('file.clearForNext', { run: () => nextPerson.ask() });
  commands.register('program.run', {
    run: () => program.run(),
    enabled: () => program.canRun || program.runIsComing,
    refused: () => program.sayToStopFirst(),
  });
  commands.register('program.stop', {
    run: () => program.stop(),
    enabled: () => program.canStop,
    label: () => t(boards.chosen?.stopWouldForce ? 'window:program.forceStop' : 'menu:command.program.stop'),
  });
  commands.register('program.keep', {
    run: () => program.keep(),
    enabled: () => hasDocument() && boardAnswers(),
  });
  commands.register('program.doNotStartByItself', {
    run: () => program.doNotStartByItself(),
    enabled: () => program.startsByItself,
  });

  registerBoardCommands(targets);

  const zoom = () => session.settings?.zoom ?? 1;
  const setZoom = (next: number) => session.updateSettings({ zoom: next });
  commands.register('view.zoomIn', { run: () => setZoom(nextZoom(zoom(), 'larger')) });
  commands.register('view.zoomOut', { run: () => setZoom(nextZoom(zoom(), 'smaller')) });
  commands.register('view.zoomReset', { run: () => setZoom(1) });
  for (const panel of ['files', 'shell', 'plotter'] as const) {
    commands.register(`view.${panel}`, { run: () => layout[panel].fold(!layout[panel].folded) });
  }
  commands.register('view.simulator', { run: () => layout.toggleSimulator() });
  commands.register('view.resetPanels', { run: () => layout.reset() });
  commands.register('view.dismissNotices', {
    run: () => notices.dismissAll(),
    enabled: () => notices.shown.length > 0,
  });
  const textSize = () => session.settings?.editorTextSize ?? usualTextSize;
  const setTextSize = (next: number) => session.updateSettings({ editorTextSize: next });
  commands.register('view.textLarger', { run: () => setTextSize(nextTextSize(textSize(), 1)) });
  commands.register('view.textSmaller', { run: () => setTextSize(nextTextSize(textSize(), -1)) });
  commands.register('view.wordWrap', {
    run: () => session.updateSettings({ wordWrap: !session.settings?.wordWrap }),
  });
  const hasSeveral = () => editor.documents.length > 1;
  commands.register('view.nextFile', { run: () => editor.step(1), enabled: hasSeveral });
  commands.register('view.previousFile', { run: () => editor.step(-1), enabled: hasSeveral });
  commands.register('view.commands', { run: () => targets.palette.show() });
  commands.register('view.settings', { run: () => (targets.openDialog = 'settings') });
  commands.register('help.open', { run: () => help.search() });
  commands.register('help.firstSteps', { run: () => firstSteps.open() });
  const topics = {
    'help.realPico': 'real-pico',
    'help.connectPico': 'connect-pico',
    'help.notFound': 'not-found',
    'help.doesNotStop': 'does-not-stop',
  } as const;
  for (const [id, topic] of Object.entries(topics)) {
    commands.register(id as keyof typeof topics, { run: () => help.show(topic) });
  }
}
