/** What is in a UF2 file, and whether a Raspberry Pi Pico can take it. */

import { createHash } from 'node:crypto';
import { describeFirmware, type FirmwareDescription } from '../../runtime/uf2/firmware-description.ts';
import { picoChips, type Uf2Chip } from '../../runtime/uf2/uf2-families.ts';
import type { Uf2Image } from '../../runtime/uf2/uf2-image.ts';
import { ProblemError } from '../problem.ts';
import { readUf2OnDisk, soundUf2 } from './uf2-on-disk.ts';

/** What a file has for one chip. */
export interface InspectedImage {
  readonly chip: Uf2Chip;
  readonly image: Uf2Image;
  readonly description: FirmwareDescription;
}

/** A file that a Pico can take. */
export interface InspectedFirmware {
  /** Its name, fit to be shown. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
  /** One at least. */
  readonly images: readonly InspectedImage[];
}

/** Looks into a file of this computer. Throws `ProblemError` where it would be refused, with the reason. */
export async function inspectFirmware(path: string): Promise<InspectedFirmware> {
  const { name, bytes, uf2 } = await readUf2OnDisk(path);
  const chips = picoChips.filter((chip) => uf2.chips.includes(chip));
  if (chips.length === 0 && uf2.chips.length > 0)
    throw new ProblemError('uf2-for-others', { name, chip: uf2.chips.join(', ') });
  const images = soundUf2(name, () =>
    (chips.length > 0 ? chips : picoChips).map((chip) => {
      const image = uf2.imageFor(chip);
      return { chip, image, description: describeFirmware(image) };
    }),
  );
  return { name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), images };
}
