import type { PanelState } from '../widgets/panel-state.ts';

/** A panel in a world of its own. */
export class SpecimenPanel implements PanelState {
  readonly edge = 'left';
  readonly limits = { least: 6, most: 20 };
  readonly floating = false;
  readonly fills = false;
  size = $state(10);
  folded = $state(false);

  fold(folded: boolean): void {
    this.folded = folded;
  }

  resize(size: number): void {
    this.size = size;
  }

  resetSize(): void {
    this.size = 10;
  }
}
