/** Decides which HTTP requests and WebSockets the browser door lets in. */

import type { IncomingMessage } from 'node:http';
import { cookieName, isToken, readCookie } from './access-token.ts';

/** Why a request is refused. */
export type Refusal = 'host' | 'origin' | 'method' | 'token';

/** The HTTP status of each refusal. */
export const refusalStatus: Readonly<Record<Refusal, number>> = {
  host: 403,
  origin: 403,
  method: 405,
  token: 401,
};

/** Knows the door's port and token, and nothing else about it. */
export class RequestGuard {
  readonly #port: number;
  readonly #token: string;
  readonly #hosts: readonly string[];

  constructor(port: number, token: string) {
    this.#port = port;
    this.#token = token;
    this.#hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  }

  /** Checks a request for the page or one of its files. */
  checkPage(request: IncomingMessage): Refusal | null {
    if (!this.#isOurHost(request)) return 'host';
    if (request.headers.origin !== undefined && !this.#isOurOrigin(request)) return 'origin';
    if (request.method !== 'GET' && request.method !== 'HEAD') return 'method';
    return this.#hasToken(request) ? null : 'token';
  }

  /** Checks a WebSocket. Browsers always send an origin; what sends none is no page of ours. */
  checkSocket(request: IncomingMessage): Refusal | null {
    if (!this.#isOurHost(request)) return 'host';
    if (!this.#isOurOrigin(request)) return 'origin';
    return this.#hasToken(request) ? null : 'token';
  }

  /** True where the token is in the address, to be moved into the cookie. */
  tokenInAddress(request: IncomingMessage): boolean {
    return isToken(queryToken(request), this.#token);
  }

  /** A page that got us by another name (DNS rebinding) would say so here. */
  #isOurHost(request: IncomingMessage): boolean {
    return this.#hosts.includes(request.headers.host ?? '');
  }

  #isOurOrigin(request: IncomingMessage): boolean {
    return this.#hosts.some((host) => request.headers.origin === `http://${host}`);
  }

  #hasToken(request: IncomingMessage): boolean {
    const cookie = readCookie(request.headers.cookie, cookieName(this.#port));
    return isToken(cookie, this.#token) || this.tokenInAddress(request);
  }
}

function queryToken(request: IncomingMessage): string | undefined {
  const query = request.url?.split('?', 2)[1];
  return new URLSearchParams(query).get('token') ?? undefined;
}
