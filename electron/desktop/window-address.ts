/** The scheme under which Electron windows load their files. */
export const windowScheme = 'nibble';

/** The origin of every page that may speak to the host. */
export const windowOrigin = `${windowScheme}://window`;

/** The page that a window shows. */
export const windowAddress = `${windowOrigin}/index.html`;

/** Whether a page's address is one of ours. */
export function isWindowAddress(address: string): boolean {
  return address.startsWith(`${windowOrigin}/`);
}
