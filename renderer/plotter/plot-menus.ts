import type { Settings } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import Expand from '@lucide/svelte/icons/move-horizontal';
import Image from '@lucide/svelte/icons/image';
import Table from '@lucide/svelte/icons/table';
import ZoomIn from '@lucide/svelte/icons/zoom-in';
import ZoomOut from '@lucide/svelte/icons/zoom-out';
import type { MenuEntry } from '../widgets/menu-entries.ts';
import { wordNumber } from './number-words.ts';
import type { Plot } from './plot.svelte.ts';

const windows = { time: [10, 30, 60, 300, 1800], samples: [100, 500, 2000, 10_000, 100_000] } as const;

/** What the menus do beyond the plot itself. */
export interface PlotMenuActions {
  readonly change: (settings: Partial<Settings['plotter']>) => void;
  readonly setScale: () => void;
  readonly saveTable: () => void;
  readonly savePicture: () => void;
  /** Tells what the plotter reads. */
  readonly explain: () => void;
}

/** The menu of how the plot looks. */
export function viewEntries(
  plot: Plot,
  settings: Settings['plotter'],
  actions: PlotMenuActions,
): MenuEntry[] {
  const { change } = actions;
  const { axis } = settings;
  return [
    { kind: 'division', heading: t('plotter:view.window') },
    ...windowsWith(axis, plot.window).map((length): MenuEntry => ({
      kind: 'alternative',
      label: wordWindow(axis, length),
      chosen: plot.window === length,
      run: () => {
        change(axis === 'time' ? { windowSeconds: length } : { windowSamples: length });
        plot.follow();
      },
    })),
    { kind: 'division', heading: t('plotter:view.axis') },
    ...(['time', 'samples'] as const).map((choice): MenuEntry => ({
      kind: 'alternative',
      label: t(`plotter:view.${choice}`),
      chosen: axis === choice,
      run: () => {
        change({ axis: choice });
        plot.follow();
      },
    })),
    { kind: 'division', heading: t('plotter:view.scale') },
    {
      kind: 'alternative',
      label: t('plotter:view.automatic'),
      chosen: !plot.scale,
      run: () => (plot.scale = null),
    },
    {
      kind: 'alternative',
      label: wordScale(plot),
      chosen: plot.scale !== null,
      run: actions.setScale,
    },
  ];
}

/** The lengths to choose from; one that was set elsewhere is among them. */
function windowsWith(axis: Settings['plotter']['axis'], now: number): number[] {
  return [...new Set([...windows[axis], now])].sort((one, other) => one - other);
}

/** The menu of everything else: saving, zoom, and what a new run does. */
export function moreEntries(
  plot: Plot,
  settings: Settings['plotter'],
  actions: PlotMenuActions,
): MenuEntry[] {
  const keeps = settings.keepsLastRun;
  return [
    { kind: 'division', heading: t('plotter:save.heading') },
    {
      kind: 'choice',
      icon: Table,
      label: t('plotter:save.csv'),
      detail: t('plotter:save.csvDetail'),
      run: actions.saveTable,
    },
    {
      kind: 'choice',
      icon: Image,
      label: t('plotter:save.png'),
      detail: t('plotter:save.pngDetail'),
      run: actions.savePicture,
    },
    { kind: 'division' },
    { kind: 'choice', icon: ZoomIn, label: t('plotter:more.zoomIn'), keys: '+', run: () => plot.zoom(0.5) },
    { kind: 'choice', icon: ZoomOut, label: t('plotter:more.zoomOut'), keys: '−', run: () => plot.zoom(2) },
    { kind: 'choice', icon: Expand, label: t('plotter:more.all'), keys: 'Home', run: () => plot.showAll() },
    { kind: 'division', heading: t('plotter:more.newRun') },
    ...[false, true].map((keepsLastRun): MenuEntry => ({
      kind: 'alternative',
      label: t(keepsLastRun ? 'plotter:more.goesOn' : 'plotter:more.fresh'),
      chosen: keeps === keepsLastRun,
      run: () => actions.change({ keepsLastRun }),
    })),
    { kind: 'division' },
    { kind: 'choice', icon: CircleHelp, label: t('plotter:rule.link'), run: actions.explain },
  ];
}

function wordWindow(axis: Settings['plotter']['axis'], length: number): string {
  if (axis === 'samples') return t('plotter:view.lines', { count: length });
  return length % 60 === 0
    ? t('plotter:view.minutes', { count: length / 60 })
    : t('plotter:view.seconds', { count: length });
}

function wordScale({ scale }: Plot): string {
  if (!scale) return t('plotter:view.fix');
  return t('plotter:view.fixed', { least: wordNumber(scale.least), most: wordNumber(scale.most) });
}
