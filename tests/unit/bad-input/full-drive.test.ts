/** A board on which there is no room for another byte. */

import { expect, test } from 'vitest';
import { FirmwareBoard } from '../../support/firmware-board.ts';
import { noFirmware } from '../../support/firmware-files.ts';

/** A drive of 16 blocks instead of 352, mounted until the next start, and full. */
const fill = `
import os, rp2, vfs
os.chdir('/')
vfs.umount('/')
small = rp2.Flash(start=0x100000, len=0x10000)
vfs.VfsLfs2.mkfs(small, progsize=256)
vfs.mount(vfs.VfsLfs2(small, progsize=256), '/')
with open('old.py', 'w') as file: file.write('old')
number = 0
try:
    while True:
        with open('filler %d' % number, 'w') as file: file.write(bytes(4000))
        number += 1
except OSError: pass
`;
const text = (content: Uint8Array): string => new TextDecoder().decode(content);

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
test.skipIf(noFirmware)('a full drive loses nothing, says that it is full, and can be emptied', async () => {
  const subject = await FirmwareBoard.connected((pico) => pico.run(fill));
  const { files } = subject.board;
  const before = await subject.wait(files.list('/'));
  const content = new Uint8Array(3000).fill(120);
  await expect(subject.wait(files.write('/old.py', content))).rejects.toMatchObject({ problem: 'full' });
  await expect(subject.wait(files.write('/new.py', content))).rejects.toMatchObject({ problem: 'full' });
  expect(await subject.wait(files.list('/'))).toEqual(before);
  expect(text(await subject.wait(files.read('/old.py')))).toBe('old');
  for (const name of ['/filler 0', '/filler 1', '/filler 2']) await subject.wait(files.remove(name));
  await subject.wait(files.write('/old.py', content));
  expect(await subject.wait(files.read('/old.py'))).toEqual(content);
});
