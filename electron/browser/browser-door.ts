/** The browser door: the same window, served to a browser on this computer. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import sirv from 'sirv';
import { WebSocketServer } from 'ws';
import { t } from '../../resources/messages/messages.ts';
import { channelPath } from '../api.ts';
import type { Host } from '../host.ts';
import { cookieHeader, createToken } from './access-token.ts';
import { refusalStatus, RequestGuard, type Refusal } from './request-guard.ts';
import { securityHeaders } from './security-headers.ts';
import { socketPort } from './socket-port.ts';

/** Serves files of the window; calls `next` for what is not there. */
export type FileHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** How to open the door. */
export interface BrowserDoorOptions {
  readonly host: Host;
  /** Absolute path of the built window, or what serves it instead (a development server). */
  readonly window: string | FileHandler;
  /** 0 takes any free one. */
  readonly port: number;
}

/** An open door. */
export interface BrowserDoor {
  /** The address of the window, access token included. */
  readonly url: string;
  close(): Promise<void>;
}

/** Opens the door on loopback; throws what listening throws (`EADDRINUSE`, `EACCES`). */
export async function openBrowserDoor({
  host,
  window,
  port: wanted,
}: BrowserDoorOptions): Promise<BrowserDoor> {
  const token = createToken();
  const server = createServer();
  const port = await listen(server, wanted);
  const guard = new RequestGuard(port, token);
  const files = typeof window === 'string' ? sirv(window, { dev: true, etag: true }) : window;
  // A message is a request; the largest one carries a program of 10 MB, written down as JSON.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 * 1024 });

  server.on('request', (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    response.setHeader('Cache-Control', 'no-cache');
    const refusal = guard.checkPage(request);
    if (refusal) return refuse(response, refusal);
    if (guard.tokenInAddress(request)) return keepToken(request, response, cookieHeader(port, token));
    files(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(t('commandLine:door.not-found'));
    });
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?')[0] !== channelPath) return; // a development server's own socket
    const refusal = guard.checkSocket(request);
    if (refusal) return refuseSocket(socket, refusal);
    sockets.handleUpgrade(request, socket, head, (opened) => host.serveChannel(socketPort(opened)));
  });

  return {
    url: `http://127.0.0.1:${port}/?token=${token}`,
    close: () => closeAll(server, sockets),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Moves the token from the address into a cookie: out of sight, history and bookmarks, safe over reloads. */
function keepToken(request: IncomingMessage, response: ServerResponse, cookie: string): void {
  const path = request.url?.split('?')[0] ?? '/';
  response.writeHead(303, { Location: path.replace(/^\/+/, '/'), 'Set-Cookie': cookie });
  response.end();
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  response.writeHead(refusalStatus[refusal], { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${t(`commandLine:door.refused-${refusal}`)}\n`);
}

function refuseSocket(socket: Duplex, refusal: Refusal): void {
  const body = `${t(`commandLine:door.refused-${refusal}`)}\n`;
  const length = Buffer.byteLength(body);
  socket.end(
    `HTTP/1.1 ${refusalStatus[refusal]} Refused\r\nConnection: close\r\n` +
      `Content-Type: text/plain; charset=utf-8\r\nContent-Length: ${length}\r\n\r\n${body}`,
  );
}

async function closeAll(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
