import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import CircleStop from '@lucide/svelte/icons/circle-stop';
import CircleX from '@lucide/svelte/icons/circle-x';
import Cpu from '@lucide/svelte/icons/cpu';
import Save from '@lucide/svelte/icons/save';
import type { FileVersion, VersionMark } from '../../electron/api.ts';
import { catalogue, t } from '../../resources/messages/messages.ts';
import type { IconDrawing } from '../widgets/icon-drawing.ts';

/** The sign of each mark; its word is in the catalogue. */
export const markIcons: Readonly<Record<VersionMark, IconDrawing>> = {
  worked: CircleCheck,
  stopped: CircleStop,
  error: CircleX,
  started: CircleHelp,
  saved: Save,
  found: Cpu,
};

/** What became of a version, in a few words. */
export function wordMark(mark: VersionMark): string {
  return t(`history:mark.${mark}`);
}

/** When a version was: "Today, 10:02", "Yesterday, 16:40", "Thursday 12 November, 09:15". */
export function wordTime({ time }: Pick<FileVersion, 'time'>, now: Date): string {
  const date = new Date(time);
  const clock = new Intl.DateTimeFormat(catalogue.language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return t('history:time', { day: wordDay(date, now), clock: clock.format(date) });
}

function wordDay(date: Date, now: Date): string {
  const days = Math.round((startOfDay(now) - startOfDay(date)) / (24 * 60 * 60 * 1000));
  if (days === 0) return t('history:today');
  if (days === 1) return t('history:yesterday');
  const thisYear = date.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(catalogue.language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(thisYear ? {} : { year: 'numeric' }),
  }).format(date);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
