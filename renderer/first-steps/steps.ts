/** The steps of the first ten minutes, in the order in which they are told. */
export const stepIds = ['run', 'faster', 'mend', 'press', 'talk', 'pico', 'keep'] as const;

/** Names one step, also in the settings. */
export type StepId = (typeof stepIds)[number];

/** The step that comes after these: the first one that was not taken; `null` once all were. */
export function nextStep(done: readonly string[]): StepId | null {
  return stepIds.find((id) => !done.includes(id)) ?? null;
}
