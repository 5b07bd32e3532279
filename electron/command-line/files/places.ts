/** Where a path that was typed leads: to the board or to this computer. */

import { realpath } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { nameOf, type FileRoot } from '../../explorer/file-root.ts';
import { printableName } from '../../local-files/file-names.ts';
import { LocalRoot } from '../../local-files/local-root.ts';
import type { Patience } from '../../local-files/patience.ts';
import { boardWord, isOnBoard, pathOnBoard } from './board-path.ts';
import { expand, noMatch } from './wildcards.ts';

/** One path that was typed. */
export interface Place {
  readonly root: FileRoot;
  /** In `root`; `''` for the top of a board or of a drive. */
  readonly path: string;
  /** What it is called where it is copied to another folder. */
  readonly name: string;
  readonly isOnBoard: boolean;
  /** As it was typed, fit for a sentence. */
  readonly shown: string;
  /** It ends in `/`: only a folder is meant. */
  readonly isFolder: boolean;
  /** It ends in `.`, or is all of a board: what is in the folder is meant, not the folder itself. */
  readonly isContents: boolean;
}

/** Both ends of copying. */
export class Places {
  readonly #board: FileRoot;
  readonly #patience: Patience;

  constructor(board: FileRoot, patience: Patience) {
    this.#board = board;
    this.#patience = patience;
  }

  /** The place of a path as it was typed. Links to it are followed, unless the link itself is to be moved. */
  async of(word: string, links: 'follow' | 'stay' = 'follow'): Promise<Place> {
    return isOnBoard(word) ? this.#onBoard(word) : this.#here(word, links);
  }

  /** The places of several, with those that wildcards stand for. Throws `CommandError` where nothing fits one. */
  async all(words: readonly string[], links: 'follow' | 'stay'): Promise<readonly Place[]> {
    const all: Place[] = [];
    for (const word of words) {
      const place = await this.of(word, links);
      // Elsewhere than on Windows the shell did this, and what is left of it is meant.
      const isExpanded = !place.isOnBoard && process.platform !== 'win32';
      const paths = isExpanded ? [place.path] : await expand(place.root, place.path);
      if (paths.length === 0) throw noMatch(word);
      all.push(...paths.map((path) => (path === place.path ? place : inThePlaceOf(place, path))));
    }
    return all;
  }

  #onBoard(word: string): Place {
    const path = pathOnBoard(word);
    return {
      root: this.#board,
      path,
      name: basename(path),
      isOnBoard: true,
      shown: printableName(word),
      isFolder: /[:/]\.?$/.test(word),
      isContents: path === '' || word.endsWith('/.'),
    };
  }

  async #here(word: string, links: 'follow' | 'stay'): Promise<Place> {
    const named = resolve(word);
    const real = links === 'follow' ? await this.#behindLinks(named) : named;
    return {
      root: new LocalRoot(dirname(real), this.#patience),
      path: basename(real),
      name: basename(named),
      isOnBoard: false,
      shown: printableName(word),
      isFolder: /[/\\]\.{0,2}$|^\.{1,2}$/.test(word),
      isContents: basename(named) === '' || /(^|[/\\])\.{1,2}$/.test(word),
    };
  }

  async #behindLinks(path: string): Promise<string> {
    return this.#patience.wait(dirname(path), () => realpath(path)).catch(() => path);
  }
}

function inThePlaceOf(place: Place, path: string): Place {
  const shown = printableName(place.isOnBoard ? boardWord(path) : path);
  return { ...place, path, name: nameOf(path), shown };
}
