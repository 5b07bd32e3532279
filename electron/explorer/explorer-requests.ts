/** What windows ask of the explorer: files made, renamed, deleted, copied and moved. */

import { basename, join } from 'node:path';
import type { Clock } from '../../runtime/clock.ts';
import type {
  DeleteReport,
  Events,
  Problem,
  RequestName,
  RequestParameters,
  RootName,
  TransferReport,
} from '../api.ts';
import type { BoardRegistry } from '../boards/board-registry.ts';
import type { Handlers } from '../channel/answers.ts';
import type { Session } from '../channel/session.ts';
import { foldedName, isPortableName, printableName } from '../local-files/file-names.ts';
import type { Workspace } from '../local-files/workspace.ts';
import { ProblemError } from '../problem.ts';
import type { Trash } from '../trash.ts';
import type { Replaced } from './board-root.ts';
import { bringBack, copyBeforeDeleting } from './copy-before-deleting.ts';
import { folderOf, isWithin, nameOf, type FileRoot } from './file-root.ts';
import type { FileRoots } from './file-roots.ts';
import { findFiles } from './find-files.ts';
import type { Inbox } from './inbox.ts';
import type { JobCourse, Jobs } from './jobs.ts';
import { TakenAwayFiles, type TakenAway } from './taken-away.ts';
import { carryOut, type TransferResult } from './transfer.ts';
import { planTransfer, type Transfer } from './transfer-plan.ts';

type ExplorerRequest = Extract<RequestName, `explorer.${string}`>;

/** What the explorer works with. */
export interface ExplorerParts {
  readonly workspace: Workspace;
  readonly boards: BoardRegistry;
  readonly roots: FileRoots;
  readonly clock: Clock;
  readonly trash: Trash;
  readonly inbox: Inbox;
  readonly jobs: Jobs;
  /** Called after something got another path. */
  readonly moved: (event: Events['explorer.moved']) => void;
  readonly deleted: (event: Events['explorer.deleted']) => void;
}

/** Handlers for the explorer, whichever root they are about. */
export function explorerHandlers(parts: ExplorerParts): Handlers<Session, ExplorerRequest> {
  const { workspace, boards, roots, clock, trash, inbox, jobs } = parts;
  const takenAwayFiles = new TakenAwayFiles();

  const rootOf = (name: RootName, session: Session): FileRoot => roots.of(name, session);
  /** A path as windows know their open files by. */
  const fullPath = (name: RootName, path: string): string =>
    name.kind === 'computer' ? join(workspace.folder, ...path.split('/')) : `/${path}`;
  const changed = (name: RootName): void => {
    if (name.kind === 'computer') workspace.changed();
  };
  const moved = (root: RootName, moves: TransferResult['moved']): void => {
    if (moves.length === 0) return;
    const full = moves.map(({ from, to }) => ({ from: fullPath(root, from), to: fullPath(root, to) }));
    parts.moved({ root, moves: full });
  };
  /** The workspace is made when something is first put into it. */
  const prepare = async (name: RootName): Promise<void> => {
    if (name.kind === 'computer') await workspace.make();
  };

  const transferOf = (
    { from, paths, to, folder, move }: RequestParameters<'explorer.plan'>,
    session: Session,
    replaced?: Replaced,
  ): Transfer => ({
    source: rootOf(from, session),
    paths,
    target: roots.of(to, session, replaced),
    folder,
    sameRoot: isSameRoot(from, to),
    move,
  });

  const toTrash = async (path: string): Promise<void> => {
    const place = await workspace.root.entry(path);
    await trash.put(place).catch((cause: unknown) => {
      throw new ProblemError('trash-missing', { name: shown(path) }, { cause });
    });
  };

  /** Deletes one after the other; answers with those that are gone, and why it ended before the last, if it did. */
  const deleteAll = async (
    name: RootName,
    root: FileRoot,
    paths: readonly string[],
    forGood: boolean,
  ): Promise<{ gone: readonly string[]; problem?: Problem }> => {
    const gone: string[] = [];
    try {
      for (const path of paths) {
        if (!(await root.look(path))) throw new ProblemError('file-not-found', { name: shown(path) });
        await (name.kind === 'computer' && !forGood ? toTrash(path) : root.remove(path));
        gone.push(path);
      }
    } catch (error) {
      if (gone.length === 0 || !(error instanceof ProblemError)) throw error;
      return { gone, problem: error.problem };
    } finally {
      if (gone.length > 0) parts.deleted({ root: name, paths: gone.map((path) => fullPath(name, path)) });
      changed(name);
    }
    return { gone };
  };

  /** Reads what is on a board first, so that it can be brought back. */
  const deleteOnBoard = async (
    name: RootName & { kind: 'board' },
    paths: readonly string[],
    session: Session,
    course: JobCourse,
  ): Promise<DeleteReport> => {
    const { root, deleted } = roots.forDeleting(name.boardId);
    const copies = await copyBeforeDeleting(root, paths, course);
    copies.forEach(deleted);
    const { gone, problem } = await deleteAll(name, root, paths, false);
    const taken = copies.filter(({ path }) => gone.some((folder) => isWithin(folder, path)));
    const takenAway = takenAwayFiles.keep(session, { boardId: name.boardId, taken });
    return { takenAway, ...(problem && { problem }) };
  };

  return {
    'explorer.makeFile': async ({ root, path }, session) => {
      await prepare(root);
      await requireNewName(rootOf(root, session), path);
      await rootOf(root, session).write(path, nothingInIt(), false);
      changed(root);
      return null;
    },
    'explorer.makeFolder': async ({ root, path }, session) => {
      await prepare(root);
      await requireNewName(rootOf(root, session), path);
      await rootOf(root, session).makeFolder(path);
      changed(root);
      return null;
    },
    'explorer.rename': async ({ root, path, to }, session) => {
      const files = rootOf(root, session);
      await requireNewName(files, to, path);
      await files.rename(path, to, false);
      moved(root, [{ from: path, to }]);
      changed(root);
      return null;
    },
    'explorer.delete': ({ job, root, paths, forGood }, session) =>
      jobs.run(session, job, async (course) => {
        if (root.kind === 'board' && !forGood) return deleteOnBoard(root, paths, session, course);
        const { problem } = await deleteAll(root, rootOf(root, session), paths, forGood);
        return problem ? { problem } : {};
      }),
    'explorer.bringBack': ({ job, boardId, takenAway }, session) =>
      jobs.run(session, job, async (course) => {
        const taken = takenAwayFiles.get(session, boardId, takenAway);
        await bringBack(roots.onBoard(boards.get(boardId)), taken, course);
        takenAwayFiles.forget(session, takenAway);
        return { files: taken.filter(({ content }) => content !== null).length };
      }),
    'explorer.find': ({ text }) => findFiles(workspace.root, text, clock),
    'explorer.plan': (parameters, session) =>
      jobs.run(session, parameters.job, async ({ signal }) => {
        await prepare(parameters.to);
        const { files, conflicts } = await planTransfer(transferOf(parameters, session), signal);
        return { files, conflicts };
      }),
    'explorer.transfer': (parameters, session) =>
      jobs.run(session, parameters.job, async (course) => {
        await prepare(parameters.to);
        const { to } = parameters;
        const taken: TakenAway[] = [];
        const transfer = transferOf(parameters, session, (path, content, replacedBy) => {
          if (replacedBy !== null) taken.push({ path: path.slice(1), content, replacedBy });
        });
        const plan = await planTransfer(transfer, course.signal);
        const result = await carryOut(transfer, plan, {
          ...course,
          // What came meanwhile was not asked about: it stays.
          decide: (path) => parameters.decisions[path] ?? 'skip',
        });
        moved(to, result.moved);
        changed(to);
        if (to.kind !== 'board' || taken.length === 0) return report(result);
        const takenAway = takenAwayFiles.keep(session, { boardId: to.boardId, taken });
        return { ...report(result), replaced: { takenAway, files: taken.length } };
      }),
    'explorer.cancel': ({ job }, session) => nothing(jobs.cancel(session, job)),

    'explorer.drop': async (_nothing, session) => ({ drop: await inbox.begin(session) }),
    'explorer.dropFolder': ({ drop, path }, session) => inbox.addFolder(session, drop, path).then(nothing),
    'explorer.dropPiece': ({ drop, path, data }, session) =>
      inbox.addPiece(session, drop, path, Buffer.from(data, 'base64')).then(nothing),
    'explorer.dropEnd': ({ drop }, session) => inbox.end(session, drop).then(nothing),
  };
}

function isSameRoot(one: RootName, other: RootName): boolean {
  if (one.kind === 'board') return other.kind === 'board' && one.boardId === other.boardId;
  return one.kind === other.kind && one.kind === 'computer';
}

/**
 * A name that a person gives must be fit for every computer, and must not be that of something else there in
 * other capitals or with its accents written in another way: not every computer could tell them apart.
 */
async function requireNewName(root: FileRoot, path: string, from?: string): Promise<void> {
  const name = nameOf(path);
  if (!isPortableName(name)) throw new ProblemError('file-bad-name', { name: printableName(name) });
  const folder = folderOf(path);
  const isOld = (other: string): boolean =>
    from !== undefined && folderOf(from) === folder && nameOf(from) === other;
  const alike = (await root.list(folder)).find(
    (entry) => foldedName(entry.name) === foldedName(name) && !isOld(entry.name),
  );
  if (!alike) return;
  const code = alike.name === name ? 'file-exists' : 'file-exists-alike';
  throw new ProblemError(code, { name: printableName(name), other: printableName(alike.name) });
}

function report({ done, skipped, leftOut, ended }: TransferResult): TransferReport {
  const problem = ended instanceof ProblemError ? ended.problem : undefined;
  const cancelled = ended === 'cancelled';
  return { done, skipped, leftOut: leftOut.length, cancelled, ...(problem && { problem }) };
}

function shown(path: string): string {
  return printableName(basename(path));
}

async function* nothingInIt(): AsyncIterable<Uint8Array> {}

function nothing(_done: unknown): null {
  return null;
}
