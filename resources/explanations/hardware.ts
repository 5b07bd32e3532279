import type { CatalogueEntry } from './entry.ts';

/** An `OSError` with this number: newer MicroPython names it, some drivers give the number only. */
function errorNumber(number: number, name: string): RegExp {
  return new RegExp(`^(?:\\[Errno ${number}\\]|${number}$|${name}$)`);
}

/** Pins, wires, files and the network. The numbers are those of MicroPython's `py/mperrno.h`. */
export const hardwareEntries = [
  { id: 'invalid-pin', exception: 'ValueError', message: /^invalid pin$/, cause: 'pinNumber' },
  { id: 'invalid-pin-somewhere', exception: 'ValueError', message: /^invalid pin$/ },
  {
    id: 'pin-number-as-text',
    exception: 'ValueError',
    message: /^unknown named pin "(?<name>(?:GP)?\d+)"$/,
    cause: 'pinNumberAsText',
  },
  {
    id: 'misspelt-pin',
    exception: 'ValueError',
    message: /^unknown named pin "(?<name>.*)"$/s,
    cause: 'misspeltPin',
  },
  {
    id: 'unknown-pin',
    exception: 'ValueError',
    message: /^unknown named pin "(?<name>.*)"$/s,
    cause: 'pinText',
  },
  {
    id: 'pin-without-adc',
    exception: 'ValueError',
    message: /^Pin doesn't have ADC capabilities$/,
    cause: 'pinArgument',
  },
  { id: 'wrong-bus-pin', exception: 'ValueError', message: /^bad (?<signal>\S+) pin$/ },
  {
    id: 'no-such-bus',
    exception: 'ValueError',
    message: /^(?<bus>I2C|SPI|UART|I2S)\((?<number>-?\d+)\) doesn't exist$/,
  },
  { id: 'no-such-timer', exception: 'ValueError', message: /^Timer doesn't exist$/ },
  { id: 'pwm-frequency', exception: 'ValueError', message: /^freq too (?:small|large)$/ },

  { id: 'nothing-answers', exception: 'OSError', message: errorNumber(5, 'EIO') },
  { id: 'timed-out', exception: 'OSError', message: errorNumber(110, 'ETIMEDOUT') },
  { id: 'no-device', exception: 'OSError', message: errorNumber(19, 'ENODEV') },
  { id: 'device-busy', exception: 'OSError', message: errorNumber(16, 'EBUSY') },
  { id: 'file-not-there', exception: 'OSError', message: errorNumber(2, 'ENOENT'), cause: 'fileName' },
  { id: 'not-there', exception: 'OSError', message: errorNumber(2, 'ENOENT') },
  { id: 'already-there', exception: 'OSError', message: errorNumber(17, 'EEXIST') },
  { id: 'drive-full', exception: 'OSError', message: errorNumber(28, 'ENOSPC') },
  { id: 'not-allowed', exception: 'OSError', message: /^(?:\[Errno (?:13|1)\]|1$|13$|EPERM$|EACCES$)/ },
  { id: 'is-a-folder', exception: 'OSError', message: errorNumber(21, 'EISDIR') },
  { id: 'not-a-folder', exception: 'OSError', message: errorNumber(20, 'ENOTDIR') },
  { id: 'folder-not-empty', exception: 'OSError', message: errorNumber(39, 'ENOTEMPTY') },
  { id: 'not-possible', exception: 'OSError', message: errorNumber(22, 'EINVAL') },
  { id: 'file-opened-otherwise', exception: 'OSError', message: errorNumber(9, 'EBADF') },
  { id: 'drive-read-only', exception: 'OSError', message: errorNumber(30, 'EROFS') },
  { id: 'memory-of-system', exception: 'OSError', message: errorNumber(12, 'ENOMEM') },
  {
    id: 'connection-failed',
    exception: 'OSError',
    message: /^(?:\[Errno )?(?:98|101|103|104|107|111|112|113|115|118)(?:\]|$)/,
  },
  { id: 'address-not-found', exception: 'OSError', message: /^-(?:2|6|202)$/ },
  { id: 'os-number', exception: 'OSError', message: /^(?:\[Errno )?(?<number>-?\d+)/ },
] as const satisfies readonly CatalogueEntry[];

/** Whatever is not explained by now: the last one fits everything. */
export const generalEntries = [
  { id: 'raised-with-words', message: /^(?<words>.+)$/s, cause: 'raised' },
  { id: 'raised', cause: 'raised' },
  { id: 'wrong-type', exception: 'TypeError' },
  { id: 'wrong-value', exception: 'ValueError' },
  { id: 'from-library', message: /^(?<words>.+)$/s },
  { id: 'any' },
] as const satisfies readonly CatalogueEntry[];
