/** A pseudo-terminal of this computer with a Link behind it, made by `socat`. */

import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { t } from '../../resources/messages/messages.ts';
import type { Link } from '../../runtime/link.ts';
import { UsageError } from '../usage-error.ts';

/** What socat says once the terminal can be opened. */
const ready = 'starting data transfer loop';

type Socat = ChildProcessByStdio<Writable, Readable, Readable>;

/** A terminal that is there. */
export interface Terminal {
  /** Resolves when it is gone, by `end` or by itself. */
  readonly gone: Promise<void>;
  /** Takes it away. */
  end(): Promise<void>;
}

/**
 * Makes a terminal that can be opened at `path`, and opened again, and joins it to an open Link. Throws `UsageError`
 * where there is no socat, or it cannot make one.
 */
export async function openTerminal(link: Link, path: string): Promise<Terminal> {
  // The other end may be closed and opened as often as it likes.
  const socat = spawn('socat', ['-d', '-d', '-b', '1024', `pty,raw,echo=0,link=${path},ignoreeof`, 'stdio'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true, // Ctrl-C is for us: the terminal goes when we say so
  });
  const gone = new Promise<void>((resolve) => socat.once('close', () => resolve()));
  await whenReady(socat, path);
  const unsubscribe = join(link, socat);
  void gone.then(unsubscribe);
  return {
    gone,
    async end() {
      socat.kill();
      await gone;
    },
  };
}

function whenReady(socat: Socat, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let words = '';
    socat.stderr.on('data', (bytes: Buffer) => {
      words = (words + bytes.toString()).slice(-4000);
      if (words.includes(ready)) resolve();
    });
    socat.once('error', () => reject(new UsageError(t('commandLine:wrong.no-socat'))));
    socat.once('close', () => {
      const reason = / E (.*)/.exec(words)?.[1] ?? 'socat';
      reject(new UsageError(t('commandLine:wrong.no-terminal', { path, reason })));
    });
  });
}

/** Bytes both ways; a reader who is slow holds the board back, and the board one who types too much. */
function join(link: Link, socat: Socat): () => void {
  const { stdin, stdout } = socat;
  stdin.on('error', () => undefined); // it is gone, and that is told
  const unsubscribe = link.onData((bytes) => {
    if (!stdin.destroyed && !stdin.write(bytes)) link.pause();
  });
  stdin.on('drain', () => link.resume());
  stdout.on('data', (bytes: Buffer) => {
    stdout.pause();
    const goOn = (): void => void stdout.resume();
    link.write(Uint8Array.from(bytes)).then(goOn, goOn);
  });
  return () => {
    unsubscribe();
    link.resume();
  };
}
