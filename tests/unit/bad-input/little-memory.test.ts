/** A file that is larger than what the board has left of its memory. */

import { expect, test } from 'vitest';
import { FirmwareBoard } from '../../support/firmware-board.ts';
import { noFirmware } from '../../support/firmware-files.ts';

/** Takes all memory but some 24 KB, and keeps it. */
const takeMemory = `
import gc
kept = []
gc.collect()
while gc.mem_free() > 24000: kept.append(bytearray(1000))
`;

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
test.skipIf(noFirmware)('a file larger than the memory that is left goes both ways', async () => {
  const subject = await FirmwareBoard.connected();
  await subject.wait(subject.board.run(takeMemory, 'memory.py'));
  const content = Uint8Array.from({ length: 32_000 }, (_, index) => (index * 7919) >> 3);
  const { files } = subject.board;
  await subject.wait(files.write('/large.bin', content));
  expect(await subject.wait(files.read('/large.bin'))).toEqual(content);
  expect(await subject.ask('len(kept) > 100')).toBe('True');
});
