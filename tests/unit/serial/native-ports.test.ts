import { expect, test } from 'vitest';
import { readNativePort } from '../../../electron/boards/serial/native-ports.ts';

test('what Windows says of a Pico', () => {
  expect(
    readNativePort({
      path: 'COM3',
      vendorId: '2E8A',
      productId: '0005',
      serialNumber: 'E6614C311B8C7F2A',
      manufacturer: 'Microsoft',
      locationId: '0000.0014.0000.003.000.000.000.000.000',
      pnpId: String.raw`USB\VID_2E8A&PID_0005&MI_00\7&2A5C1B3F&0&0000`,
    }),
  ).toEqual({
    path: 'COM3',
    usb: { vendorId: 0x2e8a, productId: 5 },
    serialNumber: 'E6614C311B8C7F2A',
    manufacturer: 'Microsoft',
    interfaceNumber: 0,
  });
});

test('a number that Windows made up is none', () => {
  const port = { path: 'COM5', vendorId: '1A86', productId: '7523', serialNumber: '5&2F1C7A&0&3' };
  expect(readNativePort({ ...port, pnpId: String.raw`USB\VID_1A86&PID_7523\5&2F1C7A&0&3` })).toEqual({
    path: 'COM5',
    usb: { vendorId: 0x1a86, productId: 0x7523 },
  });
});

test('what macOS says of CircuitPython: the port that does not wait, and which of the two it is', () => {
  const port = { vendorId: '239a', productId: '80f4', serialNumber: 'DE61', locationId: '01100000' };
  expect([
    readNativePort({ ...port, path: '/dev/tty.usbmodem11101' }),
    readNativePort({ ...port, path: '/dev/tty.usbmodem11103' }),
  ]).toMatchObject([
    { path: '/dev/cu.usbmodem11101', interfaceNumber: 1, place: '01100000' },
    { path: '/dev/cu.usbmodem11103', interfaceNumber: 3, place: '01100000' },
  ]);
});

test('a port without USB has nothing but its path', () => {
  expect(readNativePort({ path: '/dev/tty.Bluetooth-Incoming-Port' })).toEqual({
    path: '/dev/cu.Bluetooth-Incoming-Port',
  });
});
