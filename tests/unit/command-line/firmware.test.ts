import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { commandLine } from '../../../electron/command-line/command-line.ts';
import { firmwareFiles, firmwareFolder, noFirmware } from '../../support/firmware-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { uf2File } from '../../support/uf2-file.ts';

async function firmware(...words: string[]) {
  const output = new PassThrough();
  const errors = new PassThrough();
  const streams = { input: new PassThrough(), output, errors, onSignal: () => undefined };
  const status = await commandLine(['firmware', ...words], streams);
  const read = (stream: PassThrough): string => String(stream.read() ?? '');
  return { status, output: read(output), errors: read(errors) };
}

describe.skipIf(noFirmware)('nibble firmware inspect, of real files', () => {
  const inspected = (name: string) => firmware('inspect', join(firmwareFolder!, name));

  test('says what it is, for which chip, where it goes and where its files lie', async () => {
    const sums = await readFile(join(firmwareFolder!, 'SHA256SUMS'), 'utf8');
    const [, sum] = new RegExp(`([0-9a-f]{64}) .*${firmwareFiles.pico}`).exec(sums)!;
    expect(await inspected(firmwareFiles.pico)).toEqual({
      status: 0,
      errors: '',
      output: [
        'MicroPython 1.26.1 of 2025-09-11',
        'Board:      Raspberry Pi Pico with RP2040',
        'Chip:       RP2040, UF2 family 0xe48bff56',
        'Blocks:     1306 of 256 bytes',
        'Addresses:  0x10000000 to 0x10051a00, in the flash',
        'Its files:  0x100a0000 to 0x10200000, 1.4 MB',
        `SHA-256:    ${sum}`,
        '',
      ].join('\n'),
    });
  });

  test.each([
    ['adafruit-circuitpython-raspberry_pi_pico-en_US-8.2.9.uf2', 'CircuitPython 8.2.9 of 2023-12-06'],
    ['GuruRF-flash_nuke.uf2', 'A program that erases the flash (flash_nuke)'],
    ['dwelch67-pico2-blinker00-riscv.flash.uf2', 'A program that is not MicroPython'],
  ])('%s is “%s”', async (name, line) => {
    const { status, output } = await inspected(name);
    expect([status, output.split('\n')[0]]).toEqual([0, expect.stringContaining(line)]);
  });

  test('says the same to programs', async () => {
    const { output } = await firmware('inspect', '--json', join(firmwareFolder!, firmwareFiles.pico));
    expect(JSON.parse(output)).toMatchObject({
      file: firmwareFiles.pico,
      size: 668672,
      images: [{ kind: 'micropython', version: '1.26.1', chip: 'RP2040', files: { start: '0x100a0000' } }],
    });
  });
});

describe('nibble firmware inspect ends with', () => {
  const page = new Uint8Array(600).fill(7);

  test.each([
    ['1 for another chip', uf2File(page, 0x2000, 0x68ed2b88), 1, /SAMD21, not for a Raspberry Pi Pico/],
    ['1 for half a file', uf2File(page).subarray(0, 1000), 1, /ends in the middle/],
    ['1 for a file with a block missing', uf2File(page).subarray(512), 1, /1 of its blocks/],
    ['1 for a picture', new Uint8Array(2000).fill(0x89), 1, /not a UF2 file/],
    ['1 for an empty file', new Uint8Array(), 1, /is empty/],
  ])('%s, and says why', async (_what, bytes, status, why) => {
    const file = join(await temporaryFolder(), 'some.uf2');
    await writeFile(file, bytes);
    const ended = await firmware('inspect', file);
    expect(ended).toMatchObject({ status, output: '' });
    expect(ended.errors).toMatch(why);
    expect(ended.errors).toMatch(/^some\.uf2 [^\n]+\n$/);
  });

  test.each([
    ['a file that is not there', ['inspect', '/none/some.uf2'], /There is no file some\.uf2/],
    ['no file', ['inspect'], /which UF2 file/],
    ['no word', [], /nibble firmware inspect FILE/],
    ['another word', ['explode'], /does not know “explode”/],
    ['a word too many', ['inspect', 'a.uf2', 'b.uf2'], /has no use for “b\.uf2”/],
  ])('2 for %s', async (_what, words, said) => {
    const { status, errors } = await firmware(...words);
    expect(status).toBe(2);
    expect(errors).toMatch(said);
  });
});
