import type { IconDrawing } from './icon-drawing.ts';

/** One thing to choose in a menu. */
export interface MenuChoice {
  readonly kind: 'choice';
  readonly label: string;
  /** A second, quieter line. */
  readonly detail?: string;
  /** Stands before that line. */
  readonly detailIcon?: IconDrawing;
  readonly icon?: IconDrawing;
  /** The key that does the same, already worded for this computer. */
  readonly keys?: string;
  readonly enabled?: boolean;
  run(): void;
}

/** One of several things of which exactly one holds. */
export interface MenuAlternative extends Omit<MenuChoice, 'kind' | 'icon'> {
  readonly kind: 'alternative';
  readonly chosen: boolean;
}

/** A line between groups, with a heading where the group needs one. */
export interface MenuDivision {
  readonly kind: 'division';
  readonly heading?: string;
}

export type MenuEntry = MenuChoice | MenuAlternative | MenuDivision;
