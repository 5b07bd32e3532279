import type { HelperPart } from './helper/helper-part.ts';
import outputsOff from './python/outputs_off.py?raw';

/** Turns off every pin that a board leads out, for boards whose pins cannot be reached otherwise. */
export const outputsPart: HelperPart = { name: 'outputs', source: outputsOff };
