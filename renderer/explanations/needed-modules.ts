import type { WorkspaceModule } from './failure.ts';
import { namesOf } from './names/program-names.ts';
import { PythonText } from './python-text.ts';

/** What has to be known to find out what a module needs. */
export interface ModuleKnowledge {
  /** Modules of the workspace that could be copied. */
  readonly modules: readonly WorkspaceModule[];
  /** What the board can import already, by name. */
  readonly onBoard: ReadonlySet<string>;
  /** The texts of a module: of the file, or of every Python file in the folder. */
  readonly textsOf: (module: WorkspaceModule) => Promise<readonly string[]>;
}

/** A module and all that it imports from the workspace, and those in turn, as far as the board has none of them. */
export async function neededModules(
  first: WorkspaceModule,
  { modules, onBoard, textsOf }: ModuleKnowledge,
): Promise<WorkspaceModule[]> {
  const needed = [first];
  // Grows while it is gone through.
  for (const module of needed) {
    const imported = new Set((await textsOf(module)).flatMap(importedBy));
    for (const name of imported) {
      const isThere = onBoard.has(name) || needed.some((other) => other.name === name);
      const found = isThere ? undefined : modules.find((other) => other.name === name);
      if (found) needed.push(found);
    }
  }
  return needed;
}

/** The names of the modules that a program imports, without what is in them. */
function importedBy(source: string): string[] {
  const { modules, imported } = namesOf(new PythonText(source));
  return [...modules.values(), ...imported.values()].map((module) => module.split('.')[0]!).filter(Boolean);
}
