import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { EmulatorLink } from '../../../../runtime/emulator/emulator-link.ts';
import type { Emulation, EmulationMode } from '../../../../runtime/emulator/emulation.ts';
import type { CloseReason } from '../../../../runtime/link.ts';
import { firmwareFiles, firmwareFolder, flashWith, noFirmware } from '../../../support/emulated-chip.ts';
import { createEmulatorLink } from '../../../support/emulator-link.ts';
import { FirmwarePico } from '../../../support/firmware-pico.ts';
import { TestBoard } from '../../../support/test-board.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A Link with what came of it. */
class Watched {
  received = '';
  readonly closed: CloseReason[] = [];
  readonly emulation: Emulation;

  constructor(readonly link: EmulatorLink) {
    this.emulation = link.capabilities.emulation!;
    link.onData((data) => (this.received += new TextDecoder().decode(data)));
    link.onClose((reason) => this.closed.push(reason));
  }

  static async withFirmware(): Promise<Watched> {
    return new Watched(await createEmulatorLink(await flashWith('pico')));
  }

  /** Waits for text, which is then forgotten with all before it. */
  async until(text: string): Promise<void> {
    await vi.waitUntil(() => this.received.includes(text), 10_000);
    this.received = '';
  }

  async untilMode(mode: EmulationMode): Promise<void> {
    await vi.waitUntil(() => this.emulation.status.mode === mode, 10_000);
  }

  async untilClosed(): Promise<void> {
    await vi.waitUntil(() => this.closed.length > 0, 10_000);
  }

  async type(text: string): Promise<void> {
    await this.link.write(bytes(text));
  }
}

describe.skipIf(noFirmware)('a Link to an emulated Pico', () => {
  test('goes on from a snapshot the first time it gets power, and starts anew after that', async () => {
    const board = await FirmwarePico.atPrompt('pico');
    board.ask('kept = 6 * 7');
    board.pico.closeSerial();
    board.pass(20);
    const snapshot = board.pico.snapshot();
    const pico = new Watched(await createEmulatorLink(snapshot.chip.flashCells, { snapshot }));
    await pico.link.open();
    await pico.type('kept\r');
    await pico.until('42\r\n>>> ');
    await pico.link.capabilities.powerCycle?.();
    await pico.type('kept\r');
    await pico.until('NameError');
  });

  test('gives it power when it is opened, and leaves it on when it is closed', async () => {
    const pico = await Watched.withFirmware();
    expect(pico.emulation.status.mode).toBe('off');
    await pico.link.open();
    expect(pico.emulation.status.mode).toBe('running');
    await pico.type('kept = 6 * 7\r');
    await pico.until('>>> ');
    await pico.link.close();
    expect(pico.closed).toEqual(['closed']);
    expect(pico.emulation.status.mode).toBe('running');
    await expect(pico.link.write(bytes('x'))).rejects.toMatchObject({ reason: 'closed' });
    await pico.link.open();
    await pico.type('print(kept)\r');
    await pico.until('42');
  });

  test('closes when the firmware resets, and can be opened again', async () => {
    const pico = await Watched.withFirmware();
    await pico.link.open();
    await pico.type('import machine; machine.reset()\r');
    await pico.untilClosed();
    expect(pico.closed).toEqual(['reset']);
    await pico.link.open();
    await pico.type('print(6 * 7)\r');
    await pico.until('42');
  });

  test('cannot be opened in BOOTSEL, until it has firmware again', async () => {
    const pico = await Watched.withFirmware();
    pico.link.capabilities.holdBootsel?.(true);
    await expect(pico.link.open()).rejects.toMatchObject({ reason: 'unplugged' });
    expect(pico.emulation.status.mode).toBe('bootsel');
    pico.link.capabilities.holdBootsel?.(false);
    const file = await readFile(join(firmwareFolder ?? '', firmwareFiles.old));
    expect(await pico.emulation.writeUf2(file.subarray(0, 100_000))).toBe('more');
    expect(await pico.emulation.writeUf2(file.subarray(100_000))).toBe('done');
    await pico.untilMode('running');
    await pico.link.open();
    await pico.type('\x02');
    await pico.until('v1.19.1');
  });

  test('loses its power with the cable, and gives back what it held', async () => {
    const released = vi.fn(async () => undefined);
    const link = await createEmulatorLink(await flashWith('pico'), {
      holdPower: async () => ({ release: released }),
    });
    const pico = new Watched(link);
    await link.open();
    await pico.emulation.unplug();
    expect(pico.closed).toEqual(['unplugged']);
    expect(pico.emulation.status.mode).toBe('off');
    expect(released).toHaveBeenCalledTimes(1);
    await pico.emulation.plugIn();
    await link.open();
    await pico.type('print(6 * 7)\r');
    await pico.until('42');
  });

  test('has no power where nobody gives it', async () => {
    const link = await createEmulatorLink(new Uint8Array(16), {
      holdPower: () => Promise.reject(new Error('somebody else has it')),
    });
    await expect(link.open()).rejects.toThrow('somebody else has it');
    expect(link.capabilities.emulation?.status.mode).toBe('off');
  });

  test('is not opened after all when it is closed meanwhile', async () => {
    const pico = await Watched.withFirmware();
    const opening = pico.link.open();
    await pico.link.close();
    await expect(opening).rejects.toMatchObject({ reason: 'closed' });
    expect(pico.closed).toEqual([]);
  });

  test('stays open while its power is taken and given', async () => {
    const subject = new TestBoard(await createEmulatorLink(await flashWith('pico')));
    await subject.board.connect();
    await subject.ask('kept = 1');
    await subject.board.powerCycle();
    await subject.until(() => subject.state === 'ready');
    expect(await subject.ask('"kept" in globals()')).toBe('False');
  });

  test('says where its program crashed', async () => {
    const pico = await Watched.withFirmware();
    await pico.link.open();
    await pico.type('import machine; machine.mem32[0x30000000]\r');
    await pico.untilMode('crashed');
    expect(pico.emulation.status.crash?.address).toBeGreaterThan(0x10000000);
    expect(pico.closed).toEqual(['error']); // nobody waits for an answer that cannot come
    await pico.emulation.reset();
    await pico.untilMode('running');
    await pico.link.open();
    expect(pico.emulation.status.crash).toBeNull();
  });
});
