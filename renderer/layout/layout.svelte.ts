import type { Settings } from '../../electron/api.ts';
import type { Session } from '../channel/session.svelte.ts';
import type { SplitLimits } from '../widgets/split-limits.ts';

type Remembered = Settings['layout'];

/** Size and fold of one panel. */
export class PanelLayout {
  /** In rem. */
  size: number;
  folded: boolean;

  constructor(
    /** Its name in the settings. */
    readonly name: string,
    readonly limits: SplitLimits,
    readonly changed: () => void,
  ) {
    this.size = $state(limits.usual);
    this.folded = $state(false);
  }

  readonly resize = (size: number): void => {
    this.size = size;
    this.changed();
  };

  readonly fold = (folded: boolean): void => {
    this.folded = folded;
    this.changed();
  };

  /** Takes over what was remembered. */
  recall(remembered: Remembered): void {
    const size = remembered[`${this.name}.size`];
    const folded = remembered[`${this.name}.folded`];
    if (typeof size === 'number') this.size = Math.min(this.limits.most, Math.max(this.limits.least, size));
    if (typeof folded === 'boolean') this.folded = folded;
  }

  remember(): Remembered {
    return { [`${this.name}.size`]: this.size, [`${this.name}.folded`]: this.folded };
  }
}

/** After the last change, wait this many milliseconds before settings are written. */
const settled = 300;

/** The window's panels; settings remember them. */
export class Layout {
  readonly files = new PanelLayout('files', { least: 10, usual: 14, most: 30 }, () => this.#save());
  readonly shell = new PanelLayout('shell', { least: 6, usual: 14, most: 40 }, () => this.#save());
  readonly simulator = new PanelLayout('simulator', { least: 15, usual: 20, most: 44 }, () => this.#save());

  /** The session starts again after a lost connection; the panels stay as they are then. */
  #recalled = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly session: Session) {
    session.onStart(({ settings }) => {
      if (this.#recalled) return;
      this.#recalled = true;
      for (const panel of this.#panels()) panel.recall(settings.layout);
    });
  }

  #panels(): PanelLayout[] {
    return [this.files, this.shell, this.simulator];
  }

  #save(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const layout = Object.assign({}, ...this.#panels().map((panel) => panel.remember())) as Remembered;
      void this.session.updateSettings({ layout });
    }, settled);
  }
}
