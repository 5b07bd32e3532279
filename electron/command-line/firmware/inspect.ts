/** `nibble firmware inspect`: what a UF2 file is. */

import { resolve } from 'node:path';
import { t } from '../../../resources/messages/messages.ts';
import { sizeWords } from '../../../resources/messages/sizes.ts';
import { hexadecimalWord } from '../../../runtime/hexadecimal.ts';
import {
  inspectFirmware,
  type InspectedFirmware,
  type InspectedImage,
} from '../../firmware/inspect-firmware.ts';
import { ProblemError } from '../../problem.ts';
import { CommandError, problemWords, statuses } from '../command-error.ts';
import { plainJson } from '../plain-json.ts';
import { write, type Streams } from '../streams.ts';
import type { InspectWords } from './firmware-words.ts';

/** Prints it for people, or for programs; the value is the exit status. Throws `CommandError` with why it would be refused. */
export async function inspect({ file, json }: InspectWords, { output }: Streams): Promise<number> {
  const firmware = await inspectFirmware(resolve(file)).catch((error: unknown) => {
    if (!(error instanceof ProblemError) || isAboutReading(error)) throw error;
    throw new CommandError(problemWords(error.problem));
  });
  await write(output, json ? plainJson(inFields(firmware)) : inLines(firmware));
  return statuses.done;
}

/** Then nobody knows what the file is. */
function isAboutReading({ problem }: ProblemError): boolean {
  return ['uf2-missing', 'uf2-unreadable', 'file-is-folder'].includes(problem.code);
}

function inLines({ images, sha256 }: InspectedFirmware): string {
  const blocks = images.map((inspected) => {
    const { chip, image, description } = inspected;
    const { drive } = description;
    const rows: [string, string | null][] = [
      [t('firmware:board'), description.board],
      [t('firmware:chip'), `${chip}, ${t('firmware:family', { family: hexadecimalWord(image.family) })}`],
      [t('firmware:blocks'), t('firmware:blocksOf', { count: image.pages.size })],
      [t('firmware:addresses'), `${range(image.start, image.end)}, ${t(`firmware:place.${image.place}`)}`],
      [
        t('firmware:files'),
        drive && `${range(drive.address, drive.address + drive.length)}, ${sizeWords(drive.length)}`,
      ],
      ['SHA-256', sha256],
    ];
    const width = Math.max(...rows.map(([name]) => name.length)) + 3;
    const lines = rows.flatMap(([name, value]) => (value ? [`${`${name}:`.padEnd(width)}${value}\n`] : []));
    return [`${title(inspected)}\n`, ...lines].join('');
  });
  return blocks.join('\n');
}

/** What it is, in a line: "MicroPython 1.26.1 of 2025-09-11". */
function title({ description: { kind, program, version, date } }: InspectedImage): string {
  const isPython = kind === 'micropython' || kind === 'circuitpython';
  const parts = isPython ? [program, version] : [t(`firmware:kind.${kind}`), program && `(${program})`];
  const name = parts.filter((part) => part !== null).join(' ');
  return date === null ? name : t('firmware:dated', { name, date });
}

function range(start: number, end: number): string {
  return t('firmware:range', { start: hexadecimalWord(start), end: hexadecimalWord(end) });
}

function inFields({ name, size, sha256, images }: InspectedFirmware): object {
  return {
    file: name,
    size,
    sha256,
    images: images.map(({ chip, image, description: { drive, ...about } }) => ({
      ...about,
      chip,
      family: hexadecimalWord(image.family),
      blocks: image.pages.size,
      place: image.place,
      start: hexadecimalWord(image.start),
      end: hexadecimalWord(image.end),
      files: drive && {
        start: hexadecimalWord(drive.address),
        end: hexadecimalWord(drive.address + drive.length),
      },
    })),
  };
}
