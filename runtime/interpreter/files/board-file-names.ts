/**
 * Names of a board's files on the computer's disk.
 *
 * A Pico takes any name of 1 to 255 bytes of UTF-8 without "/" and without NUL. Windows does not: it
 * refuses some characters, a dot or space at the end, and names such as "con.txt". Those characters
 * are written as "%" and two upper-case hexadecimal digits on every computer, so that a board's
 * folder can be carried from one to another: "a:b" is stored as "a%3Ab". All other names are
 * stored as they are, in any script. A "%" is written so only where it would be misread.
 *
 * What is on the disk under a name that no name of a board is stored as ("a:b", put there by hand
 * on Linux, and the temporary files of `temporaryName`) does not exist for the board. On Windows and
 * on most Macs, names that differ in upper and lower case alone mean the same file.
 */

const longestName = 255;

/** Characters that Windows refuses anywhere, and control characters. */
const refused = /[\x01-\x1f\x7f<>:"\\|?*]/g;
const refusedAtEnd = /[. ]$/;
const looksEscaped = /%(?=[0-9A-F]{2})/g;
/** Names that are devices on Windows, whatever their extension. */
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$| )/i;
const escaped = /%([0-9A-F]{2})/g;
const loneSurrogate = /\p{Surrogate}/u;

/** Whether the name is longer than a Pico's file system can store. */
export function isTooLong(name: string): boolean {
  return new TextEncoder().encode(name).length > longestName;
}

/** The name on the disk, or `null` when a Pico does not take the name. */
export function hostName(name: string): string | null {
  if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name) || loneSurrogate.test(name))
    return null;
  if (isTooLong(name)) return null;
  const ending = name.replace(looksEscaped, '%25').replace(refused, escape).replace(refusedAtEnd, escape);
  return device.test(ending) ? escape(ending) + ending.slice(1) : ending;
}

/** The name on the board, or `null` when what is on the disk does not exist for the board. */
export function boardName(name: string): string | null {
  const unescaped = name.replace(escaped, (_whole, digits: string) =>
    String.fromCharCode(parseInt(digits, 16)),
  );
  return hostName(unescaped) === name ? unescaped : null;
}

/** The first character, escaped. */
function escape(text: string): string {
  return `%${text.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** ".nibble-" with its dot escaped: no board's name is stored so, because a dot there needs no escaping. */
const temporaryPrefix = '%2Enibble-';
const temporaryPattern = /^%2Enibble-(\d+)-([a-z]+)-\d+$/;

/** A name for a file on its way, made by this process for this purpose (lower-case letters). */
export function temporaryName(process: number, purpose: string, number: number): string {
  return `${temporaryPrefix}${process}-${purpose}-${number}`;
}

/** Who made a temporary file; nothing when the name is none. */
export function temporaryMaker(name: string): { process: number; purpose: string } | undefined {
  const [, process, purpose] = temporaryPattern.exec(name) ?? [];
  return purpose === undefined ? undefined : { process: Number(process), purpose };
}
