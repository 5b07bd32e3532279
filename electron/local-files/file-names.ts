/** Names that a file may have everywhere: on this computer, on a stick for another one, and on a board. */

/** Names that Windows keeps for devices, with or without an ending. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** In bytes. */
const longestName = 255;

const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** True for a name that can stand in a path: no separator, nothing unprintable, not `.` or `..`. */
export function isReadableName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\]/.test(name) && !unprintable.test(name);
}

/** What speaks against a name for a new file. `ending` is a dot or a space, `system` a device of Windows. */
export type NameFault =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'dots' | 'unprintable' | 'ending' | 'system' | 'long' };

/** Why a name may not be given to a new file: it is not readable, or not valid on Windows as well; else `null`. */
export function nameFault(name: string): NameFault | null {
  if (name === '.' || name === '..') return { kind: 'dots' };
  if (unprintable.test(name)) return { kind: 'unprintable' };
  const [character] = /[/\\<>:"|?*]/.exec(name) ?? [];
  if (character !== undefined) return { kind: 'character', character };
  if (/[. ]$/.test(name)) return { kind: 'ending' };
  if (reserved.test(name)) return { kind: 'system' };
  return new TextEncoder().encode(name).length > longestName ? { kind: 'long' } : null;
}

/** True for a name that may be given to a new file, see `nameFault`. */
export function isPortableName(name: string): boolean {
  return name !== '' && nameFault(name) === null;
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
