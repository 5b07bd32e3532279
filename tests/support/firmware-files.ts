/** Real firmware, by the names of its files; `.ci/run` says where they are. */
export const firmwareFiles = {
  pico: 'RPI_PICO-20250911-v1.26.1.uf2',
  picoW: 'RPI_PICO_W-20250911-v1.26.1.uf2',
  old: 'rp2-pico-20220618-v1.19.1.uf2',
  circuitPython: 'adafruit-circuitpython-raspberry_pi_pico-en_US-8.2.9.uf2',
} as const;
/** What tests call a firmware. */
export type FirmwareName = keyof typeof firmwareFiles;

/** Where the firmware is, or `undefined`: tests that need it skip then. */
export const firmwareFolder = process.env.NIBBLE_FIRMWARE_DIR;

/** For `test.skipIf`. */
export const noFirmware = !firmwareFolder;
