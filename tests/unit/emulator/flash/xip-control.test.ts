import { beforeEach, expect, test } from 'vitest';
import { transferRequest } from '../../../../runtime/emulator/bus/transfer-requests.ts';
import { XipControl } from '../../../../runtime/emulator/flash/xip-control.ts';
import { poke, WatchedNotEmulated, WatchedRequests } from '../../../support/chip-parts.ts';

const register = {
  control: 0,
  status: 8,
  hits: 0xc,
  streamAddress: 0x14,
  streamCount: 0x18,
  streamData: 0x1c,
};
const flash = Uint8Array.from({ length: 0x1000 }, (_, index) => index & 0xff);

let requests: WatchedRequests;
let notEmulated: WatchedNotEmulated;
let xip: XipControl;

beforeEach(() => {
  requests = new WatchedRequests();
  notEmulated = new WatchedNotEmulated();
  xip = new XipControl({ flash, requests, notEmulated });
});

test('streams flash, word by word', () => {
  poke(xip, register.streamAddress, 0x10000010);
  poke(xip, register.streamCount, 3);
  expect(requests.wanted).toContain(transferRequest.xipStream);
  expect(xip.read(register.status)).toBe(1 | 4);
  expect(xip.read(register.streamData)).toBe(0x13121110);
  expect(xip.stream.read(0)).toBe(0x17161514);
  expect(xip.read(register.streamCount)).toBe(0);
  expect(xip.stream.read(0)).toBe(0x1b1a1918);
  expect(requests.wanted).not.toContain(transferRequest.xipStream);
  expect(xip.read(register.status)).toBe(1 | 2);
});

test('is flushed at once', () => {
  poke(xip, 4, 1);
  expect([xip.read(4), xip.read(register.status) & 1]).toEqual([0, 1]);
});

test('says that it does not count', () => {
  expect(xip.read(register.hits)).toBe(0);
  expect([...notEmulated.features]).toEqual(['XIP cache counters']);
});

test('keeps its state', () => {
  poke(xip, register.streamAddress, 0x10000100);
  poke(xip, register.streamCount, 4);
  poke(xip, register.control, 0);
  xip.ram.bytes[5] = 0x42;
  const other = new XipControl({ flash, requests, notEmulated });
  other.restore(xip.save());
  expect([other.read(register.control), other.ram.bytes[5]]).toEqual([0, 0x42]);
  expect(other.read(register.streamData)).toBe(0x03020100);
});
