import { expect, test } from 'vitest';
import { findPorts } from '../../../electron/boards/serial/found-ports.ts';
import type { ListedPort } from '../../../electron/boards/serial/listed-port.ts';
import { SerialSource } from '../../../electron/boards/serial/serial-source.ts';

const usb = (vendorId: number, productId: number) => ({ vendorId, productId });
const pico = (path: string, serialNumber: string): ListedPort => ({
  path,
  serialNumber,
  usb: usb(0x2e8a, 0x0005),
});
const sourceOf = (...ports: ListedPort[]) =>
  new SerialSource({
    listPorts: async () => ports,
    hasPort: (path) => path === 'COM9',
    onChange: () => () => undefined,
  });

test.each([
  ['micropython', 'Pico on COM3', usb(0x2e8a, 0x0005)],
  ['circuitpython', 'Pico on COM3', usb(0x239a, 0x80f4)],
  ['circuitpython', 'Pico on COM3', usb(0x239a, 0x8120)],
  ['circuitpython', 'Pico on COM3', usb(0x2e8a, 0x000b)],
  ['circuitpython', 'Pico on COM3', usb(0x239a, 0x8162)],
  ['debug-probe', 'Debug Probe on COM3', usb(0x2e8a, 0x000c)],
  ['debug-probe', 'Picoprobe on COM3', usb(0x2e8a, 0x0004)],
  ['unknown', 'Board on COM3', usb(0x2e8a, 0x0009)],
  ['unknown', 'Board on COM3', usb(0x2e8a, 0x1020)],
  ['bridge', 'USB adapter on COM3', usb(0x10c4, 0xea60)],
  ['bridge', 'USB adapter on COM3', usb(0x1a86, 0x7523)],
  ['bridge', 'USB adapter on COM3', usb(0x1a86, 0x55d4)],
  ['bridge', 'USB adapter on COM3', usb(0x0403, 0x6001)],
  ['bridge', 'USB adapter on COM3', usb(0x067b, 0x2303)],
])('%s is known by its USB identity, and called %s', (nature, label, identity) => {
  expect(findPorts([{ path: 'COM3', usb: identity }])).toMatchObject([{ nature, label }]);
});

test.each([
  ['a Pico', 'Pico in BOOTSEL mode', 0x0003],
  ['a Pico 2', 'Pico 2 in BOOTSEL mode', 0x000f],
])('%s in BOOTSEL mode has no port, and is told by where it is plugged in', async (_what, label, product) => {
  const waiting = { usb: usb(0x2e8a, product), place: '1-4', serialNumber: 'E0C912952D54' };
  const [found] = await sourceOf(waiting).list();
  expect(found).toMatchObject({
    id: 'bootsel:1-4',
    label,
    nature: 'bootsel',
    place: '1-4',
    waits: 'board-in-bootsel',
  });
  expect(found).not.toHaveProperty('port');
  await expect(found!.createLink()).rejects.toMatchObject({ problem: { code: 'board-in-bootsel' } });
});

test('ports of Bluetooth, modems, keyboards and the computer itself are none of ours', () => {
  expect(
    findPorts([
      { path: 'COM1' },
      { path: '/dev/cu.Bluetooth-Incoming-Port' },
      { path: '/dev/ttyACM1', usb: usb(0x1199, 0x9071), manufacturer: 'Sierra Wireless' },
      { path: '/dev/ttyACM2', usb: usb(0x2e8a, 0x0010) },
    ]),
  ).toEqual([]);
});

test('boards of other makers are known by what they say of themselves', () => {
  const feather = { path: '/dev/ttyACM0', usb: usb(0x239a, 0x80f2) };
  expect(findPorts([{ ...feather, manufacturer: 'MicroPython' }])).toMatchObject([{ nature: 'micropython' }]);
  expect(findPorts([{ ...feather, interfaceName: 'CircuitPython CDC control' }])).toMatchObject([
    { nature: 'circuitpython' },
  ]);
});

test('people read a port without the folder that all ports are in', () => {
  expect(findPorts([pico('/dev/ttyACM0', 'A'), pico('/dev/cu.usbmodem1101', 'B')])).toMatchObject([
    { label: 'Pico on ttyACM0' },
    { label: 'Pico on usbmodem1101' },
  ]);
});

test('of the two ports of CircuitPython the first one has the prompt, in whatever order they are listed', () => {
  const circuit = { usb: usb(0x239a, 0x80f4), serialNumber: 'DE6185', place: '1-2' };
  const data = { ...circuit, path: '/dev/ttyACM0', interfaceNumber: 2 };
  const prompt = { ...circuit, path: '/dev/ttyACM1', interfaceNumber: 0 };
  for (const listed of [
    [data, prompt],
    [prompt, data],
  ])
    expect(findPorts(listed)).toMatchObject([{ id: 'serial:DE6185', port: { path: '/dev/ttyACM1' } }]);
});

test('a bridge with two ports leads to two places', () => {
  const bridge = { usb: usb(0x0403, 0x6010), serialNumber: 'FT1', place: '1-2' };
  const ports = [0, 1].map((n) => ({ ...bridge, path: `/dev/ttyUSB${n}`, interfaceNumber: n }));
  expect(findPorts(ports)).toMatchObject([{ id: 'serial:/dev/ttyUSB0' }, { id: 'serial:/dev/ttyUSB1' }]);
});

test('a Pico is the same at another port, and one without a number is what its port is', () => {
  const [before] = findPorts([pico('COM3', 'E661A4')]);
  const [after] = findPorts([pico('COM7', 'E661A4')]);
  expect(after).toMatchObject({ id: before!.id, label: 'Pico on COM7' });
  expect(findPorts([{ path: 'COM3', usb: usb(0x2e8a, 5) }])).toMatchObject([{ id: 'serial:COM3' }]);
});

test('two that claim the same number are told apart by their ports', () => {
  expect(findPorts([pico('COM3', 'SAME'), pico('COM4', 'SAME')]).map(({ id }) => id)).toEqual([
    'serial:COM3',
    'serial:COM4',
  ]);
});

test('short names end in what tells the boards apart', () => {
  const shortNames = (...numbers: string[]) =>
    findPorts(numbers.map((number, n) => pico(`COM${n}`, number))).map(({ shortName }) => shortName);
  expect(shortNames('E6614C311B8CE661')).toEqual(['Pico E661']);
  expect(shortNames('AAAA01E661', 'AAAA02E661')).toEqual(['Pico 1E661', 'Pico 2E661']);
  expect(shortNames('7')).toEqual(['Pico 7']);
});

test('a board is found by port, serial number or id; other ports only by name', async () => {
  const other = { path: 'COM1', usb: usb(0x1234, 1), serialNumber: 'X' };
  const source = sourceOf(other, pico('COM3', 'E661A4'));
  expect(await source.list()).toMatchObject([{ id: 'serial:E661A4', address: 'COM3', port: 'COM3' }]);
  for (const name of ['COM3', 'E661A4', 'serial:E661A4'])
    expect(await source.find(name)).toMatchObject({ id: 'serial:E661A4' });
  for (const name of ['COM1', 'X'])
    expect(await source.find(name)).toMatchObject({ address: 'COM1', label: 'Port COM1' });
  expect(await source.find('COM9')).toMatchObject({ id: 'serial:COM9', nature: 'unknown' });
  expect(await source.find('COM8')).toBeNull();
});
