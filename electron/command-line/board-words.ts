/** What every command can be told about its board. */

import { t } from '../../resources/messages/messages.ts';
import { UsageError } from '../usage-error.ts';
import type { ParsedWords } from './options.ts';

/** What can be said about an emulated Pico. */
export interface EmulatorWords {
  /** A UF2 file that it should have. */
  readonly firmware?: string;
  /** As fast as this computer can, instead of never faster than a Pico. */
  readonly fast: boolean;
}

/** Which board is meant, and how it is to be. */
export interface BoardWords extends EmulatorWords {
  /** Its name; without one, see `chooseBoard`. */
  readonly board?: string;
}

/** Reads `--firmware` and `--fast`. */
export function readEmulatorWords({ values }: ParsedWords): EmulatorWords {
  const firmware = typeof values.firmware === 'string' ? { firmware: values.firmware } : {};
  return { ...firmware, fast: values.fast === true };
}

/** Throws `UsageError` where something is said about an emulated Pico, and another board is meant. */
export function readBoardWords(parsed: ParsedWords): BoardWords {
  const words = readEmulatorWords(parsed);
  const board = typeof parsed.values.board === 'string' ? parsed.values.board : undefined;
  const isEmulator = board !== undefined && /^emulator(:|$)/.test(board);
  const word = words.firmware !== undefined ? '--firmware' : words.fast ? '--fast' : null;
  if (word !== null && !isEmulator) throw new UsageError(t('commandLine:wrong.only-emulator', { word }));
  return { ...(board !== undefined && { board }), ...words };
}
