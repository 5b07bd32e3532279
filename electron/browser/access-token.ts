/** Who may use the browser door: whoever holds the random token of this start. */

import { randomBytes, timingSafeEqual } from 'node:crypto';

/** A new token, 256 random bits as URL-safe text. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares in constant time, so that the time an answer takes tells nothing about the token. */
export function isToken(offered: string | undefined, token: string): boolean {
  if (offered === undefined) return false;
  const left = Buffer.from(offered);
  const right = Buffer.from(token);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Cookies do not know ports: the name does, so that two Nibbles on one computer keep theirs apart. */
export function cookieName(port: number): string {
  return `nibble-${port}`;
}

/** The header that lets a page keep its token over reloads, out of reach of scripts and other sites. */
export function cookieHeader(port: number, token: string): string {
  return `${cookieName(port)}=${token}; Path=/; HttpOnly; SameSite=Strict`;
}

/** Reads one cookie from a `Cookie` header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const pair = header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
