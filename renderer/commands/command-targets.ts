import type { BoardActions } from '../boards/board-actions.ts';
import type { Boards } from '../boards/boards.svelte.ts';
import type { Rescue } from '../boards/rescue.svelte.ts';
import type { Simulation } from '../boards/simulation.svelte.ts';
import type { Session } from '../channel/session.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import type { Examples } from '../examples/examples.svelte.ts';
import type { FirstSteps } from '../first-steps/first-steps.svelte.ts';
import type { Help } from '../help/help.svelte.ts';
import type { DocumentFiles } from '../files/document-files.ts';
import type { Explorer } from '../files/explorer.svelte.ts';
import type { Projects } from '../files/projects/projects.svelte.ts';
import type { Layout } from '../layout/layout.svelte.ts';
import type { CommandPalette } from '../palette/command-palette.svelte.ts';
import type { Program } from '../program/program.svelte.ts';
import type { NextPerson } from '../shared-computer/next-person.svelte.ts';
import type { FileHistory } from '../history/file-history.svelte.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import type { Commands } from './commands.svelte.ts';

/** The parts of the window that commands act on. */
export interface CommandTargets {
  readonly boards: Boards;
  readonly boardActions: BoardActions;
  readonly commands: Commands;
  readonly editor: Editor;
  readonly explorer: Explorer;
  readonly files: DocumentFiles;
  readonly history: FileHistory;
  readonly nextPerson: NextPerson;
  readonly notices: Notices;
  readonly projects: Projects;
  readonly program: Program;
  readonly rescue: Rescue;
  readonly session: Session;
  readonly simulation: Simulation;
  readonly layout: Layout;
  readonly examples: Examples;
  readonly palette: CommandPalette;
  readonly firstSteps: FirstSteps;
  readonly help: Help;
  openDialog: 'settings' | 'examples' | null;
}
