import type { IconDrawing } from './icon-drawing.ts';

/** One tab. The order and the chosen one belong to whoever shows the tabs. */
export interface TabEntry {
  readonly id: string;
  readonly label: string;
  /** A few quiet words after the label. */
  readonly detail?: string;
  /** For a tooltip of the system: the whole path, for example. */
  readonly title?: string;
  readonly icon?: IconDrawing;
  /** What the icon means, for screen readers. */
  readonly iconLabel?: string;
  /** A dot says that there is something to save; these are its words. */
  readonly mark?: string;
}
