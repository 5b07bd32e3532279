/** Names that a file may have everywhere: on this computer, on a stick for another one, and on a board. */

/** Names that Windows keeps for devices, with or without an ending. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** True for a name that can stand in a path: no separator, nothing unprintable, not `.` or `..`. */
export function isReadableName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\]/.test(name) && !unprintable.test(name);
}

/** True for a name that may be given to a new file: readable, and valid on Windows as well. */
export function isPortableName(name: string): boolean {
  return (
    isReadableName(name) &&
    !/[<>:"|?*]/.test(name) &&
    !/[. ]$/.test(name) &&
    !reserved.test(name) &&
    new TextEncoder().encode(name).length <= 255
  );
}

/** What two names have in common that not every computer can tell apart: capitals, and how accents are written. */
export function foldedName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** A name in full, fit to be shown: what cannot be printed becomes "�". */
export function visibleName(name: string): string {
  return [...name].map((character) => (unprintable.test(character) ? '\ufffd' : character)).join('');
}

/** A name fit to be shown in a sentence: as `visibleName`, and long ones are cut. */
export function printableName(name: string): string {
  const clean = [...visibleName(name)];
  return clean.length > 80 ? `${clean.slice(0, 79).join('')}…` : clean.join('');
}
