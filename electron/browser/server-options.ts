/** The command line of the browser door. */

import { parseArgs } from 'node:util';
import { t } from '../../resources/messages/messages.ts';
import { UsageError } from '../usage-error.ts';

/** What was asked for on the command line. */
export interface ServerOptions {
  /** Whether the browser was asked for outright; `npm start` opens Electron otherwise. */
  readonly browser: boolean;
  /** TCP port, 0 for any free one. */
  readonly port: number;
  /** Whether to open the person's browser. */
  readonly open: boolean;
}

export { UsageError };

/** Reads the arguments; throws `UsageError`. `npm start` understands the same ones. */
export function readServerOptions(words: readonly string[]): ServerOptions {
  const { values, positionals } = parse(words);
  if (positionals[0] !== undefined) {
    throw new UsageError(t('commandLine:server.unknown', { word: positionals[0] }));
  }
  const port = Number(values.port ?? '0');
  if (!/^\d+$/.test(values.port ?? '0') || port > 65535) {
    throw new UsageError(t('commandLine:server.bad-port', { port: values.port }));
  }
  return { browser: values.browser ?? false, port, open: !values['no-open'] };
}

function parse(words: readonly string[]) {
  const known = ['--browser', '--no-open', '--port'];
  const unknown = words.find((word) => word.startsWith('-') && !known.includes(word.split('=', 1)[0]!));
  if (unknown !== undefined) throw new UsageError(t('commandLine:server.unknown', { word: unknown }));
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { browser: { type: 'boolean' }, 'no-open': { type: 'boolean' }, port: { type: 'string' } },
    });
  } catch {
    throw new UsageError(t('commandLine:server.bad-port', { port: '' }));
  }
}
