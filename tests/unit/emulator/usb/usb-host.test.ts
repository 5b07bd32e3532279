import { describe, expect, test } from 'vitest';
import { interruptLine } from '../../../../runtime/emulator/bus/interrupts.ts';
import { UsbHost } from '../../../../runtime/emulator/usb/host/usb-host.ts';
import { UsbController } from '../../../../runtime/emulator/usb/usb-controller.ts';
import { ScriptedUsbProgram, serialConfiguration } from '../../../support/scripted-usb-program.ts';
import { ChipClock } from '../../../support/chip-clock.ts';

const millisecond = 1_000_000;
const text = (bytes: readonly number[]): string => String.fromCharCode(...bytes);
const bytes = (characters: string): Uint8Array => new TextEncoder().encode(characters);

/** A device and the computer at its cable. */
function createCable() {
  const clock = new ChipClock();
  const reports: string[] = [];
  let asserted = false;
  const soon = clock.createAlarm(() => asserted && program.interrupted());
  const usb = new UsbController({
    clock,
    interrupts: {
      set: (line, on) => {
        asserted = line === interruptLine.usb && on;
        // As long as an interrupt takes a Pico.
        if (asserted && !soon.scheduled) soon.schedule(2000);
      },
    },
    notEmulated: { report: (feature) => reports.push(feature) },
  });
  const program = new ScriptedUsbProgram(usb);
  const host = new UsbHost(clock, usb.port);
  let received = '';
  host.serialPort.onData = (data) => (received += text([...data]));
  return {
    clock,
    reports,
    usb,
    program,
    host,
    get received() {
      return received;
    },
    /** Lets the device come and be found. */
    connect() {
      program.start();
      clock.pass(200 * millisecond);
      host.serialPort.open();
      clock.pass(millisecond);
    },
  };
}

describe('a computer that a device is plugged into', () => {
  test('resets it, gives it an address, reads what it says of itself and configures it', () => {
    const { program, host, clock } = createCable();
    program.start();
    clock.pass(200 * millisecond);
    expect(host.identity).toEqual({
      vendorId: 0x2e8a,
      productId: 5,
      manufacturer: 'Nibble',
      product: 'Board',
      serialNumber: 'E660',
    });
    expect(program.resets).toBe(2);
    const requests = program.setups.map((setup) => [...setup.subarray(0, 4)].join(' '));
    expect(requests).toEqual([
      '128 6 0 1', // device descriptor
      '0 5 1 0', // address
      '128 6 0 1',
      '128 6 0 2', // configuration descriptor
      '128 6 0 2',
      '128 6 0 3', // languages and strings
      '128 6 1 3',
      '128 6 2 3',
      '128 6 3 3',
      '0 9 1 0', // configuration
    ]);
    expect(host.serialPort.present).toBe(true);
  });

  test('asks for no string that a device does not have', () => {
    const { program, host, clock } = createCable();
    program.device = program.device.with(14, 0).with(16, 0);
    program.start();
    clock.pass(200 * millisecond);
    expect(host.identity).toMatchObject({ manufacturer: '', product: 'Board', serialNumber: '' });
    expect(program.setups).toHaveLength(8);
  });

  test('gives a device up that refuses, until it is plugged in again', () => {
    const { program, host, clock } = createCable();
    program.refused.add(6);
    program.start();
    clock.pass(200 * millisecond);
    expect(host.identity).toBeNull();
    program.refused.clear();
    program.stop();
    program.start();
    clock.pass(200 * millisecond);
    expect(host.identity?.product).toBe('Board');
  });

  test('begins again with a device that forgot what it was asked', () => {
    const { program, host, clock } = createCable();
    program.forgets = 1;
    program.start();
    clock.pass(1000 * millisecond);
    expect(host.identity).toBeNull();
    clock.pass(300 * millisecond);
    expect(host.identity?.product).toBe('Board');
    expect(program.resets).toBe(3);
  });

  test('leaves a device without a serial port alone', () => {
    const { program, host, clock } = createCable();
    program.configuration = serialConfiguration.subarray(0, 9);
    program.start();
    clock.pass(200 * millisecond);
    expect(host.identity?.product).toBe('Board');
    expect(host.serialPort.present).toBe(false);
  });

  test('notices that it goes, and finds it again', () => {
    const cable = createCable();
    cable.connect();
    const changes: boolean[] = [];
    cable.host.onChange = () => changes.push(cable.host.serialPort.present);
    cable.program.stop();
    expect(cable.host.identity).toBeNull();
    cable.program.start();
    cable.clock.pass(200 * millisecond);
    expect(changes).toEqual([false, false, true]);
  });

  test('wakes and sleeps', () => {
    const cable = createCable();
    cable.connect();
    cable.host.suspend();
    cable.clock.pass(2 * millisecond);
    expect(cable.usb.peek(0x50) & 0x10).toBe(0);
    cable.clock.pass(2 * millisecond);
    expect(cable.usb.peek(0x50) & 0x10).not.toBe(0);
    cable.program.send(bytes('later'));
    cable.clock.pass(millisecond);
    expect(cable.received).toBe('');
    // The device asks: RESUME in SIE_CTRL.
    cable.program.write(0x4c, 0x20011000);
    cable.clock.pass(millisecond);
    expect(cable.received).toBe('later');
    expect(cable.usb.peek(0x50) & 0x10).toBe(0);
    expect(cable.usb.peek(0x8c) & (1 << 15)).not.toBe(0);
  });
});

describe('a serial port', () => {
  test('says how fast it is and that somebody is there when it is opened', () => {
    const cable = createCable();
    cable.connect();
    const [coding, lines] = cable.program.setups.slice(-2);
    expect([...(coding ?? [])]).toEqual([0x21, 0x20, 0, 0, 0, 0, 7, 0]);
    expect([...cable.program.requestData]).toEqual([0x00, 0xc2, 0x01, 0x00, 0, 0, 8]);
    expect([...(lines ?? [])]).toEqual([0x21, 0x22, 3, 0, 0, 0, 0, 0]);
    cable.host.serialPort.setBaud(1200);
    cable.host.serialPort.close();
    cable.clock.pass(millisecond);
    expect([...cable.program.requestData.subarray(0, 4)]).toEqual([0xb0, 4, 0, 0]);
    expect([...(cable.program.setups.at(-1) ?? [])]).toEqual([0x21, 0x22, 0, 0, 0, 0, 0, 0]);
  });

  test('sends nothing before the device knows that somebody is there', () => {
    const cable = createCable();
    cable.program.start();
    cable.clock.pass(200 * millisecond);
    cable.host.serialPort.open();
    cable.host.serialPort.write(bytes('early'));
    while (cable.program.received.length === 0) cable.clock.pass(1000);
    expect(cable.program.setups.at(-1)?.[1]).toBe(0x22);
    expect(text(cable.program.received)).toBe('early');
  });

  test('carries bytes both ways, a packet of 64 in 51 µs', () => {
    const cable = createCable();
    cable.connect();
    const message = 'x'.repeat(64);
    const begin = cable.clock.nanoseconds;
    cable.program.send(bytes(message));
    cable.clock.pass(51_000);
    expect(cable.received).toBe('');
    cable.clock.pass(1000);
    expect(cable.received).toBe(message);
    expect(cable.clock.nanoseconds - begin).toBe(52_000);
    expect(cable.host.serialPort.write(bytes('hello'))).toBe(5);
    cable.clock.pass(millisecond);
    expect(text(cable.program.received)).toBe('hello');
  });

  test('ends what fills its last packet with an empty one', () => {
    const cable = createCable();
    cable.connect();
    cable.host.serialPort.write(new Uint8Array(128));
    cable.clock.pass(millisecond);
    cable.host.serialPort.write(new Uint8Array(63));
    cable.clock.pass(millisecond);
    expect(cable.program.packets).toEqual([64, 64, 0, 63]);
  });

  test('moves no more than a wire can', () => {
    const cable = createCable();
    cable.connect();
    expect(cable.host.serialPort.write(new Uint8Array(4000).fill(65))).toBe(4000);
    cable.clock.pass(millisecond);
    const packets = cable.program.received.length / 64;
    expect(packets).toBeGreaterThan(15);
    expect(packets).toBeLessThanOrEqual(19);
  });

  test('keeps 4 KB for a device that does not listen, and no more', () => {
    const cable = createCable();
    cable.program.listening = false;
    cable.connect();
    let drained = 0;
    cable.host.serialPort.onDrained = () => drained++;
    expect(cable.host.serialPort.write(new Uint8Array(5000))).toBe(4096);
    expect(cable.host.serialPort.write(new Uint8Array(1))).toBe(0);
    const alarms = cable.clock.rung;
    cable.clock.pass(1000 * millisecond);
    expect(cable.clock.rung).toBe(alarms);
    cable.program.listen();
    cable.clock.pass(10 * millisecond);
    expect(cable.program.received).toHaveLength(4096);
    expect(drained).toBe(1);
  });

  test('makes the device wait while nobody reads', () => {
    const cable = createCable();
    cable.connect();
    cable.host.serialPort.held = true;
    cable.program.send(bytes('kept'));
    cable.clock.pass(200 * millisecond);
    expect(cable.received).toBe('');
    expect(cable.program.word(0x90) & 0x400).not.toBe(0);
    cable.host.serialPort.held = false;
    cable.clock.pass(millisecond);
    expect(cable.received).toBe('kept');
    expect(cable.program.word(0x90) & 0x8400).toBe(0);
  });

  test('reads nothing while it is closed', () => {
    const cable = createCable();
    cable.program.start();
    cable.clock.pass(200 * millisecond);
    cable.program.send(bytes('nobody'));
    cable.clock.pass(millisecond);
    expect(cable.received).toBe('');
    cable.host.serialPort.open();
    cable.clock.pass(millisecond);
    expect(cable.received).toBe('nobody');
  });

  test('goes on where it was after a snapshot was put back, in the middle of anything', () => {
    const before = createCable();
    before.connect();
    before.host.serialPort.write(new Uint8Array(300).fill(66));
    before.clock.pass(130_000);
    const [usb, host] = structuredClone([before.usb.save(), before.host.save()]);
    const after = createCable();
    after.clock.pass(7);
    after.usb.restore(usb);
    after.host.restore(host);
    after.program.listening = true;
    before.clock.pass(millisecond);
    expect(after.host.identity?.product).toBe('Board');
    after.clock.pass(60_000);
    expect(after.program.received).toHaveLength(64);
    expect(before.program.received).toHaveLength(300);
  });
});
