import CircleAlert from '@lucide/svelte/icons/circle-alert';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import CirclePlay from '@lucide/svelte/icons/circle-play';
import Unplug from '@lucide/svelte/icons/unplug';
import type { IconDrawing } from '../widgets/icon-drawing.ts';
import type { StateTone } from './situation.ts';

/** What stands beside the word for a board's state. */
export const stateIcons: Readonly<Record<StateTone, IconDrawing>> = {
  ready: CircleCheck,
  running: CirclePlay,
  waiting: CircleDashed,
  problem: CircleAlert,
  gone: Unplug,
};
