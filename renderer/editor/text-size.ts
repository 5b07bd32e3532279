/** Size of code in the editor at normal zoom, in pixels. */
export const usualTextSize = 14;

/** The sizes that Larger and Smaller step through, in pixels; the settings allow no others beyond. */
export const textSizes = [10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32] as const;

/** The next size in a direction; the same at either end. */
export function nextTextSize(now: number, direction: 1 | -1): number {
  const next =
    direction === 1 ? textSizes.find((size) => size > now) : textSizes.findLast((size) => size < now);
  return next ?? now;
}
