import { t } from '../../resources/messages/messages.ts';
import type { StepId } from './steps.ts';

/** What a step says: what to do, and once its first half is done, the other half. `run`: the key of Run. */
export function wordsOf(id: StepId, second: boolean, run: string): string {
  if (second && (id === 'mend' || id === 'talk' || id === 'keep')) return t(`firstSteps:step.${id}.second`);
  return t(`firstSteps:step.${id}.text`, { run });
}
