/** Which pins the instructions of a PIO block can read: nobody else's edges need to be told to it. */

import type { MachineSettings } from './machine-settings.ts';
import { lowest, rotateLeft } from './words.ts';

const all = -1;

/** Pins, a bit each, that a machine with these settings may read with any of these instructions. */
export function pinsReadBy(memory: Iterable<number>, settings: MachineSettings): number {
  let pins = 0;
  for (const word of memory) pins |= pinsOf(word, settings);
  return pins;
}

function pinsOf(word: number, settings: MachineSettings): number {
  const source = (word >>> 5) & 7;
  switch (word >>> 13) {
    case 0:
      return source === 6 ? 1 << settings.jumpPin : 0;
    case 1:
      if ((source & 3) === 2) return 0;
      return 1 << ((source & 3) === 0 ? word & 31 : ((word & 31) + settings.inBase) & 31);
    case 2:
      return source === 0 ? rotateLeft(lowest(word & 31 || 32), settings.inBase) : 0;
    case 3:
      // What OUT EXEC carries out is not known beforehand.
      return source === 7 ? all : 0;
    case 5:
      return source === 4 || (word & 7) === 0 ? all : 0;
    default:
      return 0;
  }
}
