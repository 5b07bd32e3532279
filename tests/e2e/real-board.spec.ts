import { noFirmware } from '../support/firmware-files.ts';
import { expect } from '../support/nibble.ts';
import { test } from '../support/nibble-with-boards.ts';
import { micropython } from '../support/plugged-ports.ts';

test.skip(noFirmware, 'NIBBLE_FIRMWARE_DIR names no firmware');

test('a Pico that is plugged in appears by itself, and says when it is pulled out', async ({
  page,
  pico,
  ports,
}) => {
  await pico.plugIn();
  ports.plugIn({ path: pico.path, usb: micropython, serialNumber: 'E6614C311B8C7F2A' });
  await page.getByRole('button', { name: /^Board:/ }).click();
  await page.getByRole('menuitemradio', { name: /^Pico on/ }).click();
  await expect(page.getByRole('button', { name: /^Board: Pico on .* Ready/ })).toBeVisible();
  await pico.unplug();
  ports.unplug(pico.path);
  await expect(page.getByRole('button', { name: /^Board: Pico on .* Unplugged/ })).toBeVisible();
});
