import { MediaQuery } from 'svelte/reactivity';
import type { Settings } from '../../electron/api.ts';

const systemIsDark = new MediaQuery('prefers-color-scheme: dark');

/** The theme in force: what the settings say, or what the system says. */
export function themeInForce(setting: Settings['theme']): 'light' | 'dark' {
  if (setting !== 'system') return setting;
  return systemIsDark.current ? 'dark' : 'light';
}

/** Scales for the whole window that Larger and Smaller step through. */
export const zoomSteps = [0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];

/** The next scale in a direction; the same at either end. */
export function nextZoom(now: number, direction: 'larger' | 'smaller'): number {
  return direction === 'larger'
    ? (zoomSteps.find((step) => step > now + 0.001) ?? now)
    : (zoomSteps.findLast((step) => step < now - 0.001) ?? now);
}

/** How the page looks, as far as settings say. */
export interface Appearance {
  readonly theme: 'light' | 'dark';
  /** Scale of the whole window. */
  readonly zoom: number;
  readonly codeFont: Settings['codeFont'];
}

/** Gives the page its theme, its scale and its letters. Everything in the window is sized in rem. */
export function applyAppearance(root: HTMLElement, { theme, zoom, codeFont }: Appearance): void {
  root.dataset.theme = theme;
  root.dataset.codeFont = codeFont;
  root.style.fontSize = `${zoom * 100}%`;
}
