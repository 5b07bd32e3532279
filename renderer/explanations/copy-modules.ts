import type { Answer, Channel, Problem } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { LiveBoard } from '../boards/live-board.svelte.ts';
import { folderOf, pathIn } from '../files/tree/tree-row.ts';
import type { WorkspaceModule } from './failure.ts';
import { neededModules } from './needed-modules.ts';
import { moduleName, workspaceModules } from './workspace-modules.ts';

/** What came of copying: not copied without a problem is what the person thought better of. */
export interface Copied {
  readonly copied: boolean;
  readonly problem?: Problem;
}

/** Copies modules of the workspace to the same places on a board. */
export class ModuleCopying {
  constructor(
    readonly channel: Channel,
    readonly asks: Asks,
    readonly board: LiveBoard,
  ) {}

  /** Copies a module, and what it imports from the workspace. Asks before anything on the board is replaced. */
  async copy(module: WorkspaceModule): Promise<Copied> {
    const onBoard = await this.#listBoard();
    if (!onBoard.ok) return { copied: false, problem: onBoard.problem };
    const modules = await neededModules(module, {
      modules: await workspaceModules(this.channel),
      onBoard: onBoard.value.modules,
      textsOf: ({ path }) => this.#textsIn(path),
    });
    const folders = new Set(modules.map(({ path }) => folderOf(path)));
    for (const folder of folders) {
      const paths = modules.map(({ path }) => path).filter((path) => folderOf(path) === folder);
      const isNew = folder !== '' && !onBoard.value.folders.has(folder);
      const done = await this.#copyTo(folder, paths, isNew);
      if (!done.copied) return done;
    }
    return { copied: true };
  }

  async #copyTo(folder: string, paths: string[], isNew: boolean): Promise<Copied> {
    const { channel, board } = this;
    const to = { kind: 'board' as const, boardId: board.id };
    if (isNew) {
      const made = await channel.request('explorer.makeFolder', { root: to, path: folder });
      if (!made.ok) return { copied: false, problem: made.problem };
    }
    const job = crypto.randomUUID();
    const transfer = { job, from: { kind: 'computer' as const }, paths, to, folder, move: false };
    const plan = await channel.request('explorer.plan', transfer);
    if (!plan.ok) return { copied: false, problem: plan.problem };
    const { conflicts } = plan.value;
    if (conflicts.length > 0 && !(await this.#mayReplace(paths[0]!))) return { copied: false };
    const decisions = Object.fromEntries(conflicts.map((conflict) => [conflict.path, 'replace' as const]));
    const report = await channel.request('explorer.transfer', { ...transfer, decisions });
    if (!report.ok) return { copied: false, problem: report.problem };
    const { cancelled, problem } = report.value;
    return { copied: !cancelled && !problem, ...(problem && { problem }) };
  }

  async #mayReplace(name: string): Promise<boolean> {
    const choice = await this.asks.ask({
      title: t('explanations:replaceAsk.title', { name, board: this.board.name }),
      description: t('explanations:replaceAsk.description'),
      choices: [
        { id: 'cancel', label: t('window:cancel'), look: 'outlined' },
        { id: 'replace', label: t('explanations:replaceAsk.replace'), look: 'danger' },
      ],
    });
    return choice === 'replace';
  }

  /** What can be imported on the board, and which folders it has at the top. */
  async #listBoard(): Promise<Answer<{ modules: Set<string>; folders: Set<string> }>> {
    const list = (path: string) => this.channel.request('board.files.list', { boardId: this.board.id, path });
    const top = await list('/');
    if (!top.ok) return top;
    const folders = new Set(top.value.filter(({ kind }) => kind === 'folder').map(({ name }) => name));
    const library = folders.has('lib') ? await list('/lib') : null;
    if (library && !library.ok) return library;
    const modules = [...top.value, ...(library?.value ?? [])].flatMap((entry) => moduleName(entry) ?? []);
    return { ok: true, value: { modules: new Set(modules), folders } };
  }

  async #textsIn(path: string): Promise<readonly string[]> {
    if (path.endsWith('.mpy')) return [];
    if (path.endsWith('.py')) {
      const file = await this.channel.request('workspace.read', { path });
      return file.ok ? [file.value.text] : [];
    }
    const folder = await this.channel.request('workspace.list', { path });
    if (!folder.ok) return [];
    const inside = folder.value.entries.filter(({ name, kind }) => kind === 'folder' || name.endsWith('.py'));
    return (await Promise.all(inside.map(({ name }) => this.#textsIn(pathIn(path, name))))).flat();
  }
}
