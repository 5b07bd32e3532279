import type { Component } from 'svelte';

/** A drawing from Lucide, imported by name: `import Play from '@lucide/svelte/icons/play'`. */
export type IconDrawing = Component<Record<string, unknown>>;
