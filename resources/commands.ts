/**
 * The commands a person can give: one list for the toolbar, the keys, the menus and the command palette.
 *
 * Labels are in the catalogue under `menu:command.<id>`. What a command does is registered in the
 * window (`renderer/commands/`); the native menu sends its id there.
 */

/** Which keys give a command. `Mod` is Command on a Mac and Control elsewhere. */
export interface CommandKeys {
  /** The first is the one that menus show. */
  readonly keys?: readonly string[];
  /** Instead of `keys` in a browser, which keeps some keys for itself. Empty: the browser does it. */
  readonly browserKeys?: readonly string[];
  /** The part of the window that has the keyboard may act on these keys itself first. */
  readonly keysAreLocal?: boolean;
  /** Menus draw a line before it. */
  readonly beginsGroup?: boolean;
  /** Only there these keys give the command; elsewhere they mean something else. */
  readonly keysOnlyIn?: 'editor';
}

const list = {
  'file.new': { keys: ['Mod+N'], browserKeys: ['Alt+N'] },
  'file.newFromExample': { keys: ['Mod+Shift+E'], browserKeys: ['Alt+Shift+N'] },
  'file.open': { keys: ['Mod+O'] },
  'file.openFolder': {},
  'file.save': { keys: ['Mod+S'], beginsGroup: true },
  'file.saveAs': { keys: ['Mod+Shift+S'] },
  'file.saveOnBoard': {},
  'file.takeHome': {},
  'file.undoOnBoard': {},
  'file.close': { keys: ['Mod+W'], browserKeys: ['Alt+W'] },
  'file.print': { keys: ['Mod+P'], beginsGroup: true },
  'file.history': { beginsGroup: true },
  'file.backToWorked': {},
  'file.clearForNext': { beginsGroup: true },
  'file.startOver': {},
  'edit.find': { keys: ['Mod+F'], keysAreLocal: true },
  'edit.findNext': { keys: ['F3'], keysAreLocal: true },
  'edit.findPrevious': { keys: ['Shift+F3'], keysAreLocal: true },
  'edit.goToLine': { keys: ['Ctrl+G'], keysAreLocal: true },
  'edit.toggleComment': { beginsGroup: true, keys: ['Mod+/'], keysOnlyIn: 'editor' },
  'edit.moveLinesUp': { keys: ['Alt+ArrowUp'], keysOnlyIn: 'editor' },
  'edit.moveLinesDown': { keys: ['Alt+ArrowDown'], keysOnlyIn: 'editor' },
  'edit.duplicateLines': { keys: ['Shift+Alt+ArrowDown'], keysOnlyIn: 'editor' },
  'edit.selectNextOccurrence': { beginsGroup: true, keys: ['Mod+D'], keysOnlyIn: 'editor' },
  'edit.addCursorAbove': { keys: ['Mod+Alt+ArrowUp'], keysOnlyIn: 'editor' },
  'edit.addCursorBelow': { keys: ['Mod+Alt+ArrowDown'], keysOnlyIn: 'editor' },
  'edit.indentWithSpaces': {},
  'edit.nextProblem': { beginsGroup: true, keys: ['F8'] },
  'edit.previousProblem': { keys: ['Shift+F8'] },
  'program.run': { keys: ['F5'] },
  'program.stop': { keys: ['Mod+.', 'Ctrl+F2'] },
  'program.keep': { beginsGroup: true },
  'program.doNotStartByItself': {},
  'board.connect': { beginsGroup: true },
  'board.disconnect': {},
  'board.wakeUp': {},
  'board.rescue': {},
  'board.takeHome': {},
  'board.format': {},
  'board.softReset': {},
  'board.powerCycle': {},
  'board.outputsOff': {},
  'board.useFast': { beginsGroup: true },
  'board.useExact': {},
  'board.install': {},
  'board.plugIn': {},
  'board.unplug': {},
  'board.reset': {},
  'shell.clear': { beginsGroup: true },
  'view.zoomIn': { keys: ['Mod+='], browserKeys: [] },
  'view.zoomOut': { keys: ['Mod+-'], browserKeys: [] },
  'view.zoomReset': { keys: ['Mod+0'], browserKeys: [] },
  'view.textLarger': { beginsGroup: true },
  'view.textSmaller': {},
  'view.wordWrap': { keys: ['Alt+Z'] },
  'view.nextFile': { beginsGroup: true, keys: ['Ctrl+Tab'], browserKeys: ['Alt+PageDown'] },
  'view.previousFile': { keys: ['Ctrl+Shift+Tab'], browserKeys: ['Alt+PageUp'] },
  'view.files': { beginsGroup: true },
  'view.shell': {},
  'view.plotter': {},
  'view.simulator': {},
  'view.resetPanels': {},
  'view.dismissNotices': {},
  'view.commands': { keys: ['Mod+Shift+P'], browserKeys: ['Mod+Shift+P', 'Alt+P'], beginsGroup: true },
  'view.settings': { keys: ['Mod+,'] },
  'help.open': { keys: ['F1'] },
  'help.firstSteps': {},
  'help.realPico': {},
  'help.connectPico': {},
  'help.notFound': {},
  'help.doesNotStop': {},
} as const satisfies Record<string, CommandKeys>;

/** Names one command, in the window and across the Channel. */
export type CommandId = keyof typeof list;

/** Every command with its keys. */
export const commandList: Readonly<Record<CommandId, CommandKeys>> = list;

/** Whether a text from outside names a command. */
export function isCommandId(id: string): id is CommandId {
  return Object.hasOwn(commandList, id);
}

/** The menus from left to right. Their names are in the catalogue under `menu:<name>`. */
export const menuNames = ['file', 'edit', 'program', 'view', 'help'] as const;
export type MenuName = (typeof menuNames)[number];

/** The first word of a command's id decides its menu. */
type Subject = CommandId extends `${infer First}.${string}` ? First : never;
const menuOfSubject: Readonly<Record<Subject, MenuName>> = {
  file: 'file',
  edit: 'edit',
  program: 'program',
  board: 'program',
  shell: 'program',
  view: 'view',
  help: 'help',
};

/** Every command of a menu in the order of the list, in the groups that lines divide. */
export function menuGroups(menu: MenuName): CommandId[][] {
  const groups: CommandId[][] = [];
  for (const id of Object.keys(list) as CommandId[]) {
    if (menuOfSubject[id.split('.')[0] as Subject] !== menu) continue;
    if (groups.length === 0 || commandList[id].beginsGroup) groups.push([]);
    groups.at(-1)!.push(id);
  }
  return groups;
}
