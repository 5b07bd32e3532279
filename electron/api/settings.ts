/** Settings across the Channel: also the schema of the file they are kept in. */

import * as v from 'valibot';
import { nothing } from './fields.ts';

export const settingsSchema = v.object({
  theme: v.picklist(['system', 'light', 'dark']),
  /** Scale of the whole window, 0.5 to 3. */
  zoom: v.pipe(v.number(), v.minValue(0.5), v.maxValue(3)),
  /** Absolute path of the workspace, or empty for the default `Documents/Nibble`. */
  workspace: v.string(),
  /** Every Stop also turns all outputs off. */
  outputsOffOnStop: v.boolean(),
  simulatedModel: v.picklist(['pico', 'pico-w']),
  /** Sizes and folds of panels, by panel name; the window's own business. */
  layout: v.record(v.string(), v.union([v.number(), v.boolean()])),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

/** What can be asked of settings. */
export const settingsRequests = {
  'settings.read': nothing,
  'settings.update': v.object({ changes: v.partial(settingsSchema) }),
} as const;

/** What settings answer. */
export interface SettingsValues {
  'settings.read': Settings;
  'settings.update': Settings;
}

/** What settings tell. */
export interface SettingsEvents {
  'settings.changed': { readonly settings: Settings };
}
