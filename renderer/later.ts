/**
 * Parts of the window that nobody sees at its start. They are fetched when they are first shown, or once
 * the window has nothing else to do: then they are there even if the host should go away. What people type
 * into at once (the palette, the name to save under) is not among them: the first letters would go elsewhere.
 */
export const later = {
  clear: () => import('./shared-computer/ClearDialog.svelte'),
  compare: () => import('./compare/CompareDialog.svelte'),
  examples: () => import('./examples/ExamplesDialog.svelte'),
  help: () => import('./help/HelpPanel.svelte'),
  rescue: () => import('./boards/RescueDialog.svelte'),
  history: () => import('./history/HistoryDialog.svelte'),
  settings: () => import('./settings/SettingsDialog.svelte'),
};

/** Fetches all of them as soon as the window is idle. */
export function fetchLater(): void {
  whenIdle(() => {
    // What could not be fetched is asked for again when it is to be shown.
    for (const load of Object.values(later)) void load().catch(() => undefined);
  });
}

/** Calls `work` when nothing more urgent is to be done, at the latest after two seconds. */
export function whenIdle(work: () => void): void {
  requestIdleCallback(work, { timeout: 2_000 });
}
