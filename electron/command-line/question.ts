import { createInterface } from 'node:readline/promises';
import { t } from '../../resources/messages/messages.ts';
import { interrupted } from './command-error.ts';
import type { Streams } from './streams.ts';

/** True where a person sits at the terminal, who can be asked. */
export function canAsk({ input, errors }: Streams): boolean {
  return input.isTTY === true && errors.isTTY === true;
}

/** Asks on the terminal; true only where the answer is yes. Throws `CommandError` where `signal` is aborted. */
export async function isYes(
  question: string,
  { input, errors }: Streams,
  signal: AbortSignal,
): Promise<boolean> {
  const lines = createInterface({ input, output: errors, terminal: false });
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([lines.question(`${question} `, { signal }), ended]);
    return answer.trim().toLowerCase().startsWith(t('commandLine:yes'));
  } catch (error) {
    throw signal.aborted ? interrupted() : error;
  } finally {
    lines.close();
    input.pause();
  }
}
