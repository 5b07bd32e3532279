/** Puts firmware onto an emulated Pico, the way a person does: button, cable, drive. */

import type { BootselDrive, BootselDriveSource } from '../../../runtime/bootsel-drive.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Link } from '../../../runtime/link.ts';
import { ProblemError } from '../../problem.ts';
import type { FirmwareFile } from './firmware-file.ts';

/** What is installed where. */
export interface FirmwareInstallation {
  readonly link: Link;
  readonly clock: Clock;
  readonly drives: BootselDriveSource;
  /** The board's name for people. */
  readonly board: string;
  readonly firmware: FirmwareFile;
  /** The share that the board has taken, 0 to 1. */
  readonly progress?: (share: number) => void;
}

/** A Pico that still waits for firmware so long after it got some has nothing to start from, in milliseconds. */
const restartLength = 5000;

/**
 * Resolves when the board has all of it and restarts. Only what stands in the file is written, so the board's own files
 * stay where firmware of the same kind was there before. Throws `ProblemError`.
 */
export async function installFirmware(installation: FirmwareInstallation): Promise<void> {
  const { board, firmware, progress, link, clock } = installation;
  const { emulation } = link.capabilities;
  const drive = await bringToBootsel(installation);
  const end = await drive.write(firmware.bytes, progress);
  const names = { board, name: firmware.name };
  if (end === 'refused') throw new ProblemError('uf2-refused', names);
  if (end === 'vanished') throw new ProblemError('uf2-broken-off', names);
  if (!emulation) return;
  const restarts = until(emulation, () => emulation.status.mode !== 'bootsel');
  if (!(await within(restarts, restartLength, clock))) throw new ProblemError('uf2-not-starting', names);
}

/** Restarts it with the button held, unless it waits already. */
async function bringToBootsel(installation: FirmwareInstallation): Promise<BootselDrive> {
  const { link, drives, board, firmware } = installation;
  const { emulation, holdBootsel } = link.capabilities;
  const isOff = (): boolean => emulation?.status.mode === 'off';
  if (emulation && emulation.status.mode !== 'bootsel') {
    holdBootsel?.(true);
    try {
      if (emulation.status.mode === 'off') await emulation.plugIn();
      else await emulation.reset();
      await until(emulation, () => emulation.status.mode === 'bootsel' || isOff());
    } finally {
      holdBootsel?.(false);
    }
  }
  await Promise.race([
    until(drives, () => drives.list().length > 0),
    ...(emulation ? [until(emulation, isOff)] : []),
  ]);
  const drive = drives.list()[0];
  if (drive && !isOff()) return drive;
  throw new ProblemError('uf2-broken-off', { board, name: firmware.name });
}

/** True if it happens before so many milliseconds have passed. */
function within(happening: Promise<void>, milliseconds: number, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(milliseconds, () => resolve(false));
    void happening.then(() => {
      cancel();
      resolve(true);
    });
  });
}

function until(
  subject: { onChange(listener: () => void): () => void },
  condition: () => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    if (condition()) return resolve();
    const unsubscribe = subject.onChange(() => {
      if (!condition()) return;
      unsubscribe();
      resolve();
    });
  });
}
