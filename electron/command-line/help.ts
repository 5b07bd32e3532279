import { t } from '../../resources/messages/messages.ts';
import { isFileCommandName } from './files/file-words.ts';
import type { CommandName } from './options.ts';

/** Help about one command, or about all of them. */
export function helpWords(about?: CommandName): string {
  if (about === undefined) return t('commandLine:usage');
  const options = t('commandLine:options.board');
  if (!isFileCommandName(about)) return t(`commandLine:help.${about}`, { options });
  const files = t('commandLine:options.files');
  return `${t(`commandLine:help.${about}`, { files, options })}\n\n${t('commandLine:options.statuses')}`;
}
