import { createHash } from 'node:crypto';

/** SHA-256 of a content, 64 hexadecimal digits in lower case: by this, contents are told apart without reading them twice. */
export function contentHash(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
