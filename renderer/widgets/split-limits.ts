/** How big the sized part of a split panel can be, in rem. */
export interface SplitLimits {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}
