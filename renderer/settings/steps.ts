/** The amounts that a setting steps through; each in rising order. */

/** Seconds that the plotter shows at once. */
export const plotterSeconds = [5, 10, 30, 60, 120, 300, 600, 1800, 3600] as const;

/** Samples that the plotter shows at once. */
export const plotterSamples = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000] as const;

/** The next amount in a direction; the same at either end. */
export function nextStep(steps: readonly number[], now: number, direction: 'less' | 'more'): number {
  const next = direction === 'more' ? steps.find((step) => step > now) : steps.findLast((step) => step < now);
  return next ?? now;
}
