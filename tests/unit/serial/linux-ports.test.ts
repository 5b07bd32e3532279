import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listLinuxPorts, type LinuxFolders } from '../../../electron/boards/serial/linux-ports.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** /sys and /dev of a computer with something plugged in, laid out as the kernel does. */
class FakeLinux implements LinuxFolders {
  private constructor(
    readonly sys: string,
    readonly dev: string,
  ) {}

  static async make(): Promise<FakeLinux> {
    const root = await temporaryFolder();
    const linux = new FakeLinux(join(root, 'sys'), join(root, 'dev'));
    for (const folder of [linux.dev, join(linux.sys, 'class/tty'), join(linux.sys, 'bus/usb/devices')])
      await mkdir(folder, { recursive: true });
    return linux;
  }

  /** A device at a place of the bus, with what it says of itself. */
  async device(place: string, words: Readonly<Record<string, string>>): Promise<string> {
    const folder = join(this.sys, 'devices/pci0000:00/usb1', place);
    await mkdir(folder, { recursive: true });
    for (const [file, text] of Object.entries(words)) await writeFile(join(folder, file), `${text}\n`);
    await symlink(folder, join(this.sys, 'bus/usb/devices', place));
    return folder;
  }

  /** A port of one of a device's interfaces; those of usb-serial lie one folder deeper. */
  async port(device: string, name: string, number: number, deeper = false, words = {}): Promise<void> {
    const ofInterface = join(device, `${device.split('/').at(-1)}:1.${number}`);
    const owner = deeper ? join(ofInterface, name) : ofInterface;
    const tty = join(owner, 'tty', name);
    await mkdir(tty, { recursive: true });
    for (const [file, text] of Object.entries({ bInterfaceNumber: `0${number}`, ...words }))
      await writeFile(join(ofInterface, file), `${text}\n`);
    await symlink(owner, join(tty, 'device'));
    await symlink(tty, join(this.sys, 'class/tty', name));
    await writeFile(join(this.dev, name), '');
  }
}

/** Long after everything was plugged in. */
const later = () => Date.now() + 60_000;

test('a Pico is read from what the kernel says of it', async () => {
  const linux = await FakeLinux.make();
  const pico = await linux.device('1-4.2', {
    idVendor: '2e8a',
    idProduct: '0005',
    serial: 'e6614c311b8c7f2a',
    manufacturer: 'MicroPython',
  });
  await linux.port(pico, 'ttyACM0', 0, false, { interface: 'Board CDC' });
  expect(await listLinuxPorts(linux, later)).toEqual([
    {
      path: join(linux.dev, 'ttyACM0'),
      usb: { vendorId: 0x2e8a, productId: 5 },
      place: '1-4.2',
      serialNumber: 'e6614c311b8c7f2a',
      manufacturer: 'MicroPython',
      interfaceNumber: 0,
      interfaceName: 'Board CDC',
    },
  ]);
});

test('a bridge, a second interface and a Pico in BOOTSEL mode are listed; terminals of no device are not', async () => {
  const linux = await FakeLinux.make();
  const bridge = await linux.device('1-1', { idVendor: '1a86', idProduct: '7523' });
  await linux.port(bridge, 'ttyUSB0', 0, true);
  const circuit = await linux.device('1-2', { idVendor: '239a', idProduct: '80f4', serial: 'DE61' });
  await linux.port(circuit, 'ttyACM10', 2);
  await linux.port(circuit, 'ttyACM9', 0);
  await linux.device('1-3', { idVendor: '2e8a', idProduct: '0003', serial: 'E0C9' });
  await linux.device('1-5', { idVendor: '046d', idProduct: 'c52b' });
  await mkdir(join(linux.sys, 'class/tty/tty7'));
  await mkdir(join(linux.sys, 'class/tty/ttyS0'));
  const listed = await listLinuxPorts(linux, later);
  expect(
    listed.map(({ path, place, interfaceNumber }) => [path?.split('/').at(-1), place, interfaceNumber]),
  ).toEqual([
    ['ttyACM9', '1-2', 0],
    ['ttyACM10', '1-2', 2],
    ['ttyUSB0', '1-1', 0],
    [undefined, '1-3', undefined],
  ]);
});

test('a new port counts once the system has said whose it is, or after half a second', async () => {
  const linux = await FakeLinux.make();
  const pico = await linux.device('1-4', { idVendor: '2e8a', idProduct: '0005' });
  await linux.port(pico, 'ttyACM0', 0);
  await utimes(join(linux.dev, 'ttyACM0'), 0, 0);
  const isRoot = process.getegid?.() === 0;
  expect(await listLinuxPorts(linux)).toHaveLength(isRoot ? 0 : 1);
  expect(await listLinuxPorts(linux, later)).toHaveLength(1);
});

test('a computer without any of these folders has no ports', async () => {
  const folder = await temporaryFolder();
  expect(await listLinuxPorts({ sys: join(folder, 'sys'), dev: join(folder, 'dev') })).toEqual([]);
});
