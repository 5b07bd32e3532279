/** The words of `nibble firmware`, understood. */

import { t } from '../../../resources/messages/messages.ts';
import { UsageError } from '../../usage-error.ts';
import type { ParsedWords } from '../options.ts';

/** `nibble firmware inspect`. */
export interface InspectWords {
  readonly name: 'firmware';
  readonly what: 'inspect';
  /** As it was typed. */
  readonly file: string;
  readonly json: boolean;
}

/** Throws `UsageError` where it is not said what to do, or with which file. */
export function readFirmwareWords({ values, positionals }: ParsedWords): InspectWords {
  const [what, file, surplus] = positionals;
  if (what === undefined) throw new UsageError(t('commandLine:wrong.no-firmware-command'));
  if (what !== 'inspect') throw new UsageError(t('commandLine:wrong.firmware-command', { word: what }));
  if (!file) throw new UsageError(t('commandLine:wrong.no-uf2'));
  if (surplus !== undefined)
    throw new UsageError(t('commandLine:wrong.word', { command: 'firmware inspect', word: surplus }));
  return { name: 'firmware', what, file, json: values.json === true };
}
