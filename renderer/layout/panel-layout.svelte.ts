import type { Settings } from '../../electron/api.ts';
import type { PanelEdge, PanelState, SizeLimits } from '../widgets/panel-state.ts';

/** What is remembered about panels, in the settings. */
export type Remembered = Settings['layout'];

/** What a panel is, before anybody moved it. */
export interface PanelPlan {
  /** Its name in the settings. */
  readonly name: string;
  readonly limits: SizeLimits;
  /** Its size in rem until somebody changes it; may grow with the window. */
  usual(): number;
  edge(): PanelEdge;
  readonly foldedAtFirst?: boolean;
  /** Whether it takes what its neighbour leaves. */
  fills?(): boolean;
  /** Whether the window is too narrow for it beside the editor. */
  crowded?(): boolean;
}

/** Size and fold of one panel. */
export class PanelLayout implements PanelState {
  /** In rem; `null` as long as nobody chose one. */
  #chosenSize = $state<number | null>(null);
  #folded = $state(false);
  /** Opened over the editor while the window is too narrow; that is not worth remembering. */
  #opened = $state(false);

  constructor(
    readonly plan: PanelPlan,
    /** Told of every change; `settled` when no further one is to be expected at once. */
    readonly changed: (settled: boolean) => void,
  ) {
    this.#folded = plan.foldedAtFirst ?? false;
  }

  get limits(): SizeLimits {
    return this.plan.limits;
  }

  get edge(): PanelEdge {
    return this.plan.edge();
  }

  get size(): number {
    const { least, most } = this.limits;
    return Math.min(most, Math.max(least, this.#chosenSize ?? this.plan.usual()));
  }

  /** Whether somebody gave it its size. */
  get sizeChosen(): boolean {
    return this.#chosenSize !== null;
  }

  /** Whether it shows only its strip: folded by somebody, or by itself where there is no room. */
  get folded(): boolean {
    return this.crowded ? !this.#opened : this.#folded;
  }

  /** The room it asks for, if only there is enough. */
  get need(): { readonly wanted: boolean; readonly least: number } {
    return { wanted: !this.#folded, least: this.limits.least };
  }

  get crowded(): boolean {
    return this.plan.crowded?.() ?? false;
  }

  get floating(): boolean {
    return this.crowded && this.#opened;
  }

  get fills(): boolean {
    return this.plan.fills?.() ?? false;
  }

  readonly resize = (size: number): void => {
    this.#chosenSize = size;
    this.changed(false);
  };

  readonly resetSize = (): void => {
    this.#chosenSize = null;
    this.changed(true);
  };

  readonly fold = (folded: boolean): void => {
    if (this.crowded) {
      this.#opened = !folded;
      return;
    }
    this.#folded = folded;
    this.changed(true);
  };

  /** As it was at the very first start. */
  reset(): void {
    this.#chosenSize = null;
    this.#folded = this.plan.foldedAtFirst ?? false;
    this.#opened = false;
  }

  /** Takes over what was remembered. */
  recall(remembered: Remembered): void {
    const size = remembered[`${this.plan.name}.size`];
    const folded = remembered[`${this.plan.name}.folded`];
    if (typeof size === 'number') this.#chosenSize = size > 0 ? size : null;
    if (typeof folded === 'boolean') this.#folded = folded;
  }

  /** For the settings. A size of 0 means that nobody chose one. */
  remember(): Remembered {
    return { [`${this.plan.name}.size`]: this.#chosenSize ?? 0, [`${this.plan.name}.folded`]: this.#folded };
  }
}
