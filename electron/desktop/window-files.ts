/** Serves the built window to Electron, as the browser door serves it to a browser. */

import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { securityHeaders } from '../browser/security-headers.ts';
import { isWindowAddress } from './window-address.ts';

/** Everything the window is built of has one of these types. */
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/**
 * Answers requests for files of the built window in `folder` (absolute). What is not there, lies
 * elsewhere or has an unknown type is not found.
 */
export function windowFiles(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const file = fileFor(folder, request.url);
    const contentType = file && contentTypes[extname(file)];
    if (!contentType) return notFound();
    try {
      const content = new Uint8Array(await readFile(file));
      return new Response(content, { headers: { ...securityHeaders, 'Content-Type': contentType } });
    } catch {
      return notFound();
    }
  };
}

function fileFor(folder: string, address: string): string | undefined {
  if (!isWindowAddress(address)) return undefined;
  try {
    const path = decodeURIComponent(new URL(address).pathname);
    const file = resolve(folder, `.${path}`);
    return file.startsWith(folder + sep) && !path.includes('\0') ? file : undefined;
  } catch {
    return undefined;
  }
}

function notFound(): Response {
  return new Response(null, { status: 404, headers: securityHeaders });
}
