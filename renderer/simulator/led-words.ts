import type { BoardModel } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';

/** "on", "off" or "50 %" for a brightness of 0 to 1. */
export function ledWord(brightness: number): string {
  const percent = Math.round(brightness * 100);
  if (percent === 0) return t('simulator:led.off');
  return percent === 100 ? t('simulator:led.on') : t('simulator:led.dimmed', { percent });
}

/** How a program reaches the LED, and what it hangs on. */
export function ledTitle(model: BoardModel): string {
  return model === 'pico' ? t('simulator:led.onPico') : t('simulator:led.onPicoW');
}
