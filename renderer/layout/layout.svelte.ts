import type { Session } from '../channel/session.svelte.ts';
import type { Resizable } from '../widgets/panel-state.ts';
import {
  crowdedColumns,
  editorWidth,
  leastEditorWidth,
  lessonEditorWidth,
  railWidth,
  type Column,
} from './crowding.ts';
import { PanelLayout, type PanelPlan, type Remembered } from './panel-layout.svelte.ts';

/** After the last change of a size, wait this many milliseconds before settings are written. */
const settling = 300;

const between = (least: number, value: number, most: number) => Math.min(most, Math.max(least, value));

/** The window's panels, how they share its room, and that they are found as they were left. */
export class Layout {
  /** The room between toolbar and status bar, in rem. */
  #width = $state(80);
  #height = $state(40);

  readonly files = this.#panel({
    name: 'files',
    edge: () => 'left',
    limits: { least: 12, most: 40 },
    usual: () => between(14, this.#width * 0.12, 20),
    crowded: () => this.#crowded.has('files'),
  });

  /** The card of the first ten minutes. It is not there at all once somebody closed it. */
  readonly firstSteps = this.#panel({
    name: 'firstSteps',
    edge: () => 'right',
    limits: { least: 14, most: 30 },
    usual: () => 17,
    crowded: () => this.#crowded.has('firstSteps'),
  });
  readonly hasFirstSteps = $derived.by(() => this.session.settings?.firstSteps.closed === false);

  /** The card is open beside the editor. */
  readonly #teaches = $derived.by(() => this.hasFirstSteps && this.firstSteps.need.wanted);

  /** The right side: the simulator, or in its place the help. */
  readonly simulator = this.#panel({
    name: 'simulator',
    edge: () => 'right',
    limits: { least: 15, most: 80 },
    usual: () => between(20, this.#width * 0.22, 50),
    crowded: () => this.#crowded.has('simulator'),
  });
  /** What the right side shows. */
  side = $state<'simulator' | 'help'>('simulator');

  // Shell and plotter share the bottom. Where only one of them is open, the other is a strip beside it.
  readonly shell: PanelLayout = this.#panel({
    name: 'shell',
    edge: () => (this.plotter.folded ? 'bottom' : 'left'),
    limits: { least: 6, most: 100 },
    usual: () => between(10, this.#height * 0.32, 34),
    fills: () => true,
  });
  readonly plotter: PanelLayout = this.#panel({
    name: 'plotter',
    edge: () => (this.shell.folded && this.plotter.folded ? 'bottom' : 'right'),
    limits: { least: 14, most: 100 },
    usual: () => Math.max(20, this.#width * 0.25),
    foldedAtFirst: true,
    fills: () => this.shell.folded,
  });
  /** Both together: as high as the shell. */
  readonly bottom: Resizable;

  readonly #columns = $derived.by((): Column[] => [
    { name: 'files', ...this.files.need },
    ...(this.hasFirstSteps ? [{ name: 'firstSteps', ...this.firstSteps.need }] : []),
    { name: 'simulator', ...this.simulator.need },
  ]);
  readonly #crowded = $derived.by(() => {
    const crowded = crowdedColumns(this.#width, this.#columns);
    if (!this.#teaches) return crowded;
    // The lines that are talked about shall be seen whole, before files that have nothing to show yet.
    const inLesson = crowdedColumns(this.#width, this.#columns, lessonEditorWidth);
    return inLesson.has('files') ? new Set([...crowded, 'files']) : crowded;
  });
  /** What the editor gets before its neighbours get more than their least, in rem. */
  readonly #editorWish = $derived.by(() => {
    if (this.#panels.some((panel) => panel.sizeChosen)) return leastEditorWidth;
    return this.#teaches && !this.#crowded.has('files') ? lessonEditorWidth : editorWidth;
  });

  /** The session starts again after a lost connection; the panels stay as they are then. */
  #recalled = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly session: Session) {
    this.bottom = bottomOf(this.shell, this.plotter);
    session.onStart(({ settings }) => {
      if (this.#recalled) return;
      this.#recalled = true;
      for (const panel of this.#panels) panel.recall(settings.layout);
      if (settings.layout['side.help'] === true) this.side = 'help';
    });
  }

  /** For `grid-template-columns`: files, editor, first steps, right side. */
  get columns(): string {
    const rails = this.#columns.length * railWidth;
    const editor = between(0, this.#width - rails, this.#editorWish);
    const firstSteps = this.hasFirstSteps ? trackOf(this.firstSteps) : '0';
    return `${trackOf(this.files)} minmax(${editor}rem, 1fr) ${firstSteps} ${trackOf(this.simulator)}`;
  }

  /** For `grid-template-rows`: editor, notices, explanation of an error, bottom. */
  get rows(): string {
    const editor = Math.min(10, this.#height * 0.4);
    const least = Math.min(this.shell.limits.least, this.#height * 0.24);
    const bottom = this.bottom.folded ? 'auto' : `minmax(${least}rem, ${this.bottom.size}rem)`;
    return `minmax(${editor}rem, 1fr) fit-content(30%) fit-content(30%) ${bottom}`;
  }

  /** Follows the size of the element that holds the panels; an attachment of Svelte's. */
  readonly follow = (element: HTMLElement): (() => void) => {
    const observer = new ResizeObserver(([entry]) => {
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      this.#width = entry!.contentRect.width / rem;
      this.#height = entry!.contentRect.height / rem;
    });
    observer.observe(element);
    return () => observer.disconnect();
  };

  /** Brings the simulator or the help to the front of the right side. */
  showSide(side: 'simulator' | 'help'): void {
    this.side = side;
    this.simulator.fold(false);
    this.#save();
  }

  /** The simulator comes into sight, or goes out of it. */
  toggleSimulator(): void {
    if (this.side === 'simulator' && !this.simulator.folded) this.simulator.fold(true);
    else this.showSide('simulator');
  }

  /** All panels as at the very first start. */
  reset(): void {
    for (const panel of this.#panels) panel.reset();
    this.side = 'simulator';
    this.#save();
  }

  /** Writes at once what still waits to be written; for the moment before the page goes away. */
  flush(): void {
    if (this.#timer !== undefined) this.#save();
  }

  get #panels(): PanelLayout[] {
    return [this.files, this.firstSteps, this.simulator, this.shell, this.plotter];
  }

  #panel(plan: PanelPlan): PanelLayout {
    return new PanelLayout(plan, (settled) => (settled ? this.#save() : this.#saveSoon()));
  }

  #saveSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), settling);
  }

  #save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const panels = this.#panels.map((panel) => panel.remember());
    const layout = Object.assign({ 'side.help': this.side === 'help' }, ...panels) as Remembered;
    void this.session.updateSettings({ layout });
  }
}

/** As wide as somebody made it, less where there is no room, and a strip when folded. */
function trackOf(panel: PanelLayout): string {
  if (panel.folded || panel.floating) return `${railWidth}rem`;
  return `minmax(${panel.limits.least}rem, ${panel.size}rem)`;
}

function bottomOf(shell: PanelLayout, plotter: PanelLayout): Resizable {
  return {
    edge: 'bottom',
    limits: shell.limits,
    resize: shell.resize,
    resetSize: shell.resetSize,
    get size() {
      return shell.size;
    },
    get folded() {
      return shell.folded && plotter.folded;
    },
    fold(folded) {
      shell.fold(folded);
      if (folded) plotter.fold(true);
    },
  };
}
