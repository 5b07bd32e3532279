import { stat } from 'node:fs/promises';

/** Linux's number of devices that are memory: null, zero, full, random. Source: Documentation/admin-guide/devices.txt. */
const memoryDevices = 1;

/**
 * Whether a path is that of a file, a folder, or a device behind which there can be no board; nothing is opened. What is
 * not there may be a port that was pulled out.
 */
export async function isNoPort(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const status = await stat(path).catch(() => null);
  if (!status) return false;
  if (!status.isCharacterDevice()) return true;
  return process.platform === 'linux' && majorNumber(status.rdev) === memoryDevices;
}

/** As the C library of Linux packs it. */
function majorNumber(device: number): number {
  return (device >> 8) & 0xfff;
}
