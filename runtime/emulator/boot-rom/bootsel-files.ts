/** The two files on the drive that the boot ROM offers (RP2040 datasheet, 2.8.4). */

/** What the USB of an RP2040's boot ROM says its serial number is: it stands for the chip's version, not for a board. */
const serialNumber = 'E0C9125B0D9B';

const page = `https://raspberrypi.com/device/RP2?version=${serialNumber}`;

/** Contents by name, as an RP2040 shows them. Lines end with a line feed alone. */
export const bootselFiles = {
  'INFO_UF2.TXT': 'UF2 Bootloader v3.0\nModel: Raspberry Pi RP2\nBoard-ID: RPI-RP2\n',
  'INDEX.HTM': `<html><head><meta http-equiv="refresh" content="0;URL='${page}'"/></head><body>Go to <a href='${page}'>raspberrypi.com</a></body></html>`,
} as const;

/** Name of the drive. */
export const bootselLabel = 'RPI-RP2';
