/** What a file is that is no text, told from its first bytes. */

/** Kinds with words of their own, `problems:kind.…` in the message catalogue. */
export type ContentKind =
  'picture' | 'sound' | 'film' | 'archive' | 'document' | 'firmware' | 'compiled' | 'program' | 'data';

const ascii = (text: string): readonly number[] => [...text].map((character) => character.charCodeAt(0));

/** First bytes of common formats: Gary Kessler's table of file signatures, and MicroPython's own. */
const signatures: readonly (readonly [ContentKind, readonly number[], number?])[] = [
  ['picture', [0x89, ...ascii('PNG')]],
  ['picture', [0xff, 0xd8, 0xff]],
  ['picture', ascii('GIF8')],
  ['picture', ascii('WEBP'), 8],
  ['picture', ascii('BM')],
  ['sound', ascii('WAVE'), 8],
  ['sound', ascii('ID3')],
  ['sound', ascii('OggS')],
  ['sound', ascii('fLaC')],
  ['film', ascii('ftyp'), 4],
  ['archive', [...ascii('PK'), 3, 4]],
  ['archive', [0x1f, 0x8b]],
  ['archive', [...ascii('7z'), 0xbc, 0xaf]],
  ['document', ascii('%PDF-')],
  ['document', [0xd0, 0xcf, 0x11, 0xe0]],
  ['firmware', ascii('UF2\n')],
  ['compiled', [...ascii('M'), 6]],
  ['program', [0x7f, ...ascii('ELF')]],
  ['program', ascii('MZ')],
  ['program', [0xcf, 0xfa, 0xed, 0xfe]],
];

/** The kind of some bytes that are no text; `data` where nothing is known of them. */
export function contentKind(bytes: Uint8Array): ContentKind {
  const found = signatures.find(([, signature, offset = 0]) =>
    signature.every((byte, index) => bytes[offset + index] === byte),
  );
  return found?.[0] ?? 'data';
}
