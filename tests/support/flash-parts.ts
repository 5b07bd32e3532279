/** A flash chip by itself: its cells, its commands, and a store that remembers. */

import { ChipMemory } from '../../runtime/emulator/core/chip-memory.ts';
import type { FlashStore } from '../../runtime/emulator/flash-store.ts';
import { FlashChip } from '../../runtime/emulator/flash/flash-chip.ts';
import { FlashCommands } from '../../runtime/emulator/flash/flash-commands.ts';
import { ChipClock } from './chip-clock.ts';

/** What a board's folder would hold. */
export class RememberedFlash implements FlashStore {
  readonly image: Uint8Array;
  readonly writes: { readonly offset: number; readonly length: number }[] = [];

  constructor(image: Uint8Array = new Uint8Array(0x200000).fill(0xff)) {
    this.image = image.slice();
  }

  read(): Uint8Array {
    return this.image;
  }

  /** Whether it holds the same bytes. */
  holds(cells: Uint8Array): boolean {
    return Buffer.compare(this.image, cells) === 0;
  }

  write(offset: number, bytes: Uint8Array): void {
    this.image.set(bytes, offset);
    this.writes.push({ offset, length: bytes.length });
  }
}

/** The parts, connected. */
export function createFlashParts({ seed = 1, image }: { seed?: number; image?: Uint8Array } = {}) {
  const clock = new ChipClock();
  const memory = new ChipMemory();
  const store = new RememberedFlash(image);
  const uniqueId = Uint8Array.from([0xe6, 0x60, 0x58, 0x38, 0x83, 0x1b, 0x2c, 0x25]);
  const chip = new FlashChip({ memory, clock, store, uniqueId, seed });
  const commands = new FlashCommands(chip);
  /** One command: sends bytes and answers as many as came back. */
  const send = (...bytes: readonly number[]): number[] => {
    commands.select();
    const answer = bytes.map((byte) => commands.exchange(byte));
    commands.deselect();
    return answer;
  };
  return { clock, memory, store, uniqueId, chip, commands, send };
}

/** The three bytes of an offset, highest first. */
export function addressBytes(offset: number): [number, number, number] {
  return [(offset >>> 16) & 0xff, (offset >>> 8) & 0xff, offset & 0xff];
}
