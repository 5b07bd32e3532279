/** The SSI as the Pico SDK and second stages use it: through its registers and those of the chip select pin. */

import { beforeEach, describe, expect, test } from 'vitest';
import { transferRequest } from '../../../../runtime/emulator/bus/transfer-requests.ts';
import { IoQspi, PadsQspi } from '../../../../runtime/emulator/flash/io-qspi.ts';
import { Ssi } from '../../../../runtime/emulator/flash/ssi.ts';
import { poke, WatchedRequests } from '../../../support/chip-parts.ts';
import { createFlashParts } from '../../../support/flash-parts.ts';

const register = {
  control0: 0,
  control1: 4,
  enable: 8,
  slaves: 0x10,
  divider: 0x14,
  receiveLevel: 0x24,
  status: 0x28,
  dmaControl: 0x4c,
  data: 0x60,
  spiControl: 0xf4,
};
const status = { busy: 1, transmitEmpty: 4, receiveNotEmpty: 8 };
const chipSelectControl = 0xc;
const forced = { normal: 0, low: 0x200, high: 0x300 };

let parts: ReturnType<typeof createFlashParts>;
let ssi: Ssi;
let io: IoQspi;
let requests: WatchedRequests;
let held: boolean;

beforeEach(() => {
  parts = createFlashParts();
  requests = new WatchedRequests();
  held = false;
  ssi = new Ssi({ clock: parts.clock, commands: parts.commands, requests });
  io = new IoQspi({ ssi, pads: new PadsQspi(), buttonHeld: () => held });
  poke(io, chipSelectControl, 0);
});

/** 8 bits on one wire, as the ROM's `flash_exit_xip` leaves it. */
function setUpSerial(): void {
  poke(ssi, register.enable, 0);
  poke(ssi, register.divider, 6);
  poke(ssi, register.control0, 7 << 16);
  poke(ssi, register.slaves, 1);
  poke(ssi, register.enable, 1);
}

/** As the SDK's `flash_do_cmd`: chip select held by hand. */
function exchange(bytes: number[]): number[] {
  poke(io, chipSelectControl, forced.low);
  const answer = bytes.map((byte) => {
    poke(ssi, register.data, byte);
    return ssi.read(register.data);
  });
  poke(io, chipSelectControl, forced.high);
  return answer;
}

describe('by hand', () => {
  beforeEach(setUpSerial);

  test('reads the unique number', () => {
    expect(exchange([0x4b, 0, 0, 0, 0, ...new Array<number>(8).fill(0)]).slice(5)).toEqual([
      ...parts.uniqueId,
    ]);
  });

  test('programs when chip select goes high, and not before', () => {
    exchange([0x06]);
    poke(io, chipSelectControl, forced.low);
    for (const byte of [0x02, 0, 0, 0, 0x77]) poke(ssi, register.data, byte);
    parts.clock.pass(1e6);
    expect(parts.chip.busy).toBe(false);
    poke(io, chipSelectControl, forced.high);
    expect(parts.chip.busy).toBe(true);
  });
});

describe('with chip select left to the SSI', () => {
  beforeEach(setUpSerial);

  test('a command ends when everything was sent', () => {
    poke(ssi, register.data, 0x06);
    expect(ssi.read(register.status) & status.busy).toBe(status.busy);
    parts.clock.pass(8 * 6 * 8 - 1);
    expect(ssi.read(register.status) & status.busy).toBe(status.busy);
    parts.clock.pass(1);
    expect(ssi.read(register.status) & (status.busy | status.transmitEmpty)).toBe(status.transmitEmpty);
    poke(ssi, register.data, 0x05);
    poke(ssi, register.data, 0);
    expect([0, 1, 2].map(() => ssi.read(register.data))).toEqual([0xff, 0xff, 2]);
  });

  test('what does not fit into the FIFO is lost', () => {
    for (let count = 0; count < 20; count++) poke(ssi, register.data, 0);
    expect(ssi.read(register.receiveLevel)).toBe(16);
  });

  test('nothing is sent while it is disabled', () => {
    poke(ssi, register.enable, 0);
    poke(ssi, register.data, 0x9f);
    expect(ssi.read(register.status) & (status.busy | status.receiveNotEmpty)).toBe(0);
  });

  test('a read that follows its command comes in by itself', () => {
    parts.chip.cells.set([1, 2, 3, 4], 0x100);
    poke(ssi, register.enable, 0);
    poke(ssi, register.control0, (31 << 16) | (3 << 8));
    poke(ssi, register.control1, 0);
    poke(ssi, register.dmaControl, 1);
    poke(ssi, register.enable, 1);
    poke(ssi, register.data, 0x03000100);
    expect(requests.wanted).not.toContain(transferRequest.xipSsiReceive);
    parts.clock.pass(1e6);
    expect(requests.wanted).toContain(transferRequest.xipSsiReceive);
    expect(ssi.read(register.data)).toBe(0x01020304);
    expect(requests.wanted).not.toContain(transferRequest.xipSsiReceive);
  });
});

test('a quad read as boot2 makes it: command on one wire, address and mode on four', () => {
  parts.chip.cells.set([9, 8, 7, 6], 0x20);
  poke(ssi, register.control0, (2 << 21) | (31 << 16) | (3 << 8));
  poke(ssi, register.spiControl, (4 << 11) | (2 << 8) | (8 << 2) | 1);
  poke(ssi, register.slaves, 1);
  poke(ssi, register.divider, 4);
  poke(ssi, register.enable, 1);
  poke(ssi, register.data, 0xeb);
  expect(ssi.read(register.status) & (status.busy | status.transmitEmpty)).toBe(0);
  poke(ssi, register.data, 0x000020a0);
  parts.clock.pass(1e6);
  expect(ssi.read(register.data)).toBe(0x09080706);
  expect(ssi.read(register.status) & status.busy).toBe(0);
});

test('the button is read on the chip select pin while nobody drives it', () => {
  const chipSelect = 2;
  expect(io.inputs & chipSelect).toBe(chipSelect);
  held = true;
  expect(io.inputs & chipSelect).toBe(chipSelect);
  poke(io, chipSelectControl, 2 << 12);
  expect(io.inputs & chipSelect).toBe(0);
  held = false;
  expect(io.inputs & chipSelect).toBe(chipSelect);
});

test('a transfer goes on after its state was put into another SSI', () => {
  setUpSerial();
  poke(ssi, register.data, 0x9f);
  const state = ssi.save();
  const other = createFlashParts();
  const otherSsi = new Ssi({ clock: other.clock, commands: other.commands, requests });
  otherSsi.restore(state);
  poke(otherSsi, register.data, 0);
  expect([0, 1].map(() => otherSsi.read(register.data))).toEqual([0xff, 0xef]);
});
