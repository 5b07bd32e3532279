/** Where a panel stands in the window: it folds towards that edge. */
export type PanelEdge = 'left' | 'right' | 'bottom';

/** How big something can be, in rem. */
export interface SizeLimits {
  readonly least: number;
  readonly most: number;
}

/** A length that a person can change by a boundary, and fold to nothing. */
export interface Resizable {
  readonly edge: PanelEdge;
  /** In rem: the width, or at the bottom the height. */
  readonly size: number;
  readonly limits: SizeLimits;
  readonly folded: boolean;
  fold(folded: boolean): void;
  resize(size: number): void;
  /** Back to the size it has by itself. */
  resetSize(): void;
}

/** What a panel has to know about its place. The layout holds it. */
export interface PanelState extends Resizable {
  /** It lies over its neighbours, because the window has no room for it beside them. */
  readonly floating: boolean;
  /** It takes whatever room is left and has no boundary of its own. */
  readonly fills: boolean;
}
