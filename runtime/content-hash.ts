/** SHA-256 of a content, 64 hexadecimal digits in lower case: by this, contents are told apart without reading them twice. */
export async function contentHash(content: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(content));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
