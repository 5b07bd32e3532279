/**
 * The serial ports of Linux, read where the kernel lists them: no native module, no udev, nothing that is opened.
 * Source: Documentation/ABI/stable/sysfs-bus-usb and testing/sysfs-bus-usb of the kernel.
 */

import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { UsbIdentity } from '../../../runtime/link.ts';
import type { ListedPort } from './listed-port.ts';
import { countsWithoutPort } from './usb-identities.ts';

/** Where Linux keeps things; others in tests. */
export interface LinuxFolders {
  readonly sys: string;
  readonly dev: string;
}

/** Terminals that are no ports of USB, by far the most. */
const noPorts = /^(tty(S|AMA|printk)?\d*|console|ptmx|pty.*|vcs.*)$/;

/**
 * How long a new port belongs to root before the system has said whose it is, at most, in milliseconds. Who opened it
 * before that would not be allowed to.
 */
const settling = 500;

/** The ports of USB, and what else at USB counts without one. What vanishes meanwhile is left out. */
export async function listLinuxPorts(
  folders: LinuxFolders = { sys: '/sys', dev: '/dev' },
  now: () => number = Date.now,
): Promise<ListedPort[]> {
  const [ports, devices] = await Promise.all([portsOf(folders, now), devicesOf(folders)]);
  return [...ports, ...devices];
}

async function portsOf(folders: LinuxFolders, now: () => number): Promise<ListedPort[]> {
  const folder = join(folders.sys, 'class/tty');
  const names = (await entriesOf(folder)).filter((name) => !noPorts.test(name)).sort(byNumber);
  const ports = await Promise.all(
    names.map(async (name): Promise<ListedPort | null> => {
      const target = await readlink(join(folder, name)).catch(() => '');
      if (!target.includes('/usb')) return null;
      const path = join(folders.dev, name);
      const [usb, isSettled] = await Promise.all([
        describeUsb(join(folder, name, 'device')),
        hasSettled(path, now),
      ]);
      return usb && isSettled ? { path, ...usb } : null;
    }),
  );
  return ports.filter((port) => port !== null);
}

async function devicesOf(folders: LinuxFolders): Promise<ListedPort[]> {
  const folder = join(folders.sys, 'bus/usb/devices');
  // Names with a colon are interfaces.
  const names = (await entriesOf(folder)).filter((name) => !name.includes(':')).sort(byNumber);
  const devices = await Promise.all(
    names.map(async (name): Promise<ListedPort | null> => {
      const usb = await identityIn(join(folder, name));
      return usb && countsWithoutPort(usb) ? { usb, place: name } : null;
    }),
  );
  return devices.filter((device) => device !== null);
}

/** The USB device that a port belongs to: above its `device`, after the interface. */
async function describeUsb(link: string): Promise<Omit<ListedPort, 'path'> | null> {
  const start = await realpath(link).catch(() => null);
  if (start === null) return null;
  let interfaceFolder: string | null = null;
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    const usb = await identityIn(folder);
    if (usb) return { usb, place: basename(folder), ...(await wordsOf(folder, interfaceFolder)) };
    if (interfaceFolder === null && /:\d+\.\d+$/.test(folder)) interfaceFolder = folder;
  }
  return null;
}

async function wordsOf(device: string, interfaceFolder: string | null): Promise<Partial<ListedPort>> {
  const inInterface = (file: string) => (interfaceFolder === null ? null : textIn(interfaceFolder, file));
  const [serialNumber, manufacturer, number, interfaceName] = await Promise.all([
    textIn(device, 'serial'),
    textIn(device, 'manufacturer'),
    inInterface('bInterfaceNumber'),
    inInterface('interface'),
  ]);
  return {
    ...(serialNumber && { serialNumber }),
    ...(manufacturer && { manufacturer }),
    ...(number && { interfaceNumber: parseInt(number, 16) }),
    ...(interfaceName && { interfaceName }),
  };
}

async function identityIn(folder: string): Promise<UsbIdentity | null> {
  const [vendor, product] = await Promise.all([textIn(folder, 'idVendor'), textIn(folder, 'idProduct')]);
  return vendor && product ? { vendorId: parseInt(vendor, 16), productId: parseInt(product, 16) } : null;
}

/** Where the system says nothing of it, it has the owner that it will keep. */
async function hasSettled(path: string, now: () => number): Promise<boolean> {
  const status = await stat(path).catch(() => null);
  if (!status) return false;
  return status.gid !== 0 || Math.abs(now() - status.ctimeMs) > settling;
}

async function textIn(folder: string, file: string): Promise<string | null> {
  const text = await readFile(join(folder, file), 'utf8').catch(() => null);
  return text?.trim() ?? null;
}

function entriesOf(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
