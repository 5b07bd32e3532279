import type { Page } from '@playwright/test';
import { expectNoFindings } from '../support/axe.ts';
import { noFirmware } from '../support/firmware-files.ts';
import { expect } from '../support/nibble.ts';
import { test } from '../support/nibble-with-boards.ts';
import { micropython } from '../support/plugged-ports.ts';
import { editorOf, noticesOf } from '../support/window-parts.ts';

const boardButton = (page: Page) => page.getByRole('button', { name: /^Board:/ });
const serialNumber = 'E6614C311B8CE661';

test('what is plugged in is in the board menu, in words', async ({ page, ports }) => {
  await boardButton(page).click();
  await expect(page.getByRole('menuitem', { name: /^No Pico found/ })).toBeVisible();
  await page.keyboard.press('Escape');

  ports.plugIn({ path: '/dev/ttyACM7', usb: micropython, serialNumber });
  ports.plugIn({ path: '/dev/ttyACM8', usb: micropython, serialNumber: 'E6614C311B8CE662' });
  ports.plugIn({ path: '/dev/ttyACM9', usb: { vendorId: 0x2e8a, productId: 0x000c } });
  ports.plugIn({ path: '/dev/ttyUSB7', usb: { vendorId: 0x1a86, productId: 0x7523 } });
  ports.plugIn({ path: '/dev/rfcomm0' });
  await expect(noticesOf(page)).toContainText('Pico on ttyACM8 is plugged in.');
  await boardButton(page).click();
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitemradio', { name: /ttyACM7 Pico E661 · Not connected/ })).toBeVisible();
  await expect(menu.getByRole('menuitemradio', { name: /ttyACM8 Pico E662 · Not connected/ })).toBeVisible();
  await expect(
    menu.getByRole('menuitemradio', { name: /USB adapter on ttyUSB7 Perhaps a board/ }),
  ).toBeVisible();
  await expect(menu).not.toContainText('rfcomm0');
  await expectNoFindings(page);
  await menu.getByRole('menuitem', { name: /Debug Probe on ttyACM9 No board/ }).click();
  await expect(noticesOf(page)).toContainText('Debug Probe on ttyACM9 is not a board that runs programs.');
});

test('a Pico is offered, missed, and found again: by its number, and at the next start if that is wished', async ({
  page,
  pico,
  ports,
}) => {
  test.skip(noFirmware, 'NIBBLE_FIRMWARE_DIR names no firmware');
  await editorOf(page).focus();
  await pico.plugIn();
  ports.plugIn({ path: pico.path, usb: micropython, serialNumber });
  const offer = noticesOf(page).getByRole('button', { name: 'Use it' });
  await expect(offer).toBeVisible();
  await expect(editorOf(page)).toBeFocused();
  await offer.click();
  await expect(boardButton(page)).toHaveAccessibleName(/^Board: Pico on .* Ready/);

  await pico.unplug();
  ports.unplug(pico.path);
  await expect(boardButton(page)).toHaveAccessibleName(/^Board: Pico on .* Unplugged/);
  await pico.plugIn();
  ports.plugIn({ path: pico.path, usb: micropython, serialNumber });
  await expect(boardButton(page)).toHaveAccessibleName(/^Board: Pico on .* Ready/);

  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Running' }).click();
  await page.getByRole('switch', { name: 'Connect to your last board at the start' }).click();
  await page.reload();
  await expect(boardButton(page)).toHaveAccessibleName(/^Board: Pico on .* Ready/);
});
