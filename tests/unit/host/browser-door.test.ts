import { writeFile } from 'node:fs/promises';
import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { openBrowserDoor } from '../../../electron/browser/browser-door.ts';
import { readServerOptions } from '../../../electron/browser/server-options.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { createTestHost } from '../../support/test-host.ts';

async function openDoor() {
  const window = await temporaryFolder();
  await writeFile(join(window, 'index.html'), '<title>Nibble</title>');
  const door = await openBrowserDoor({ host: await createTestHost(), window, port: 0 });
  onTestFinished(() => door.close());
  const { host, searchParams } = new URL(door.url);
  return { host, token: searchParams.get('token')! };
}

/** Asks without the niceties of `fetch`, which would not lie about its host. */
function ask(address: string, headers: OutgoingHttpHeaders = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const outgoing = httpRequest(address, { headers, method }, (response) => {
        let body = '';
        response.on('data', (piece: Buffer) => (body += piece.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      });
      outgoing.on('error', reject).end();
    },
  );
}

/** Opens the Channel; the value is what came of it: `open`, or the status it was refused with. */
function openSocket(host: string, query: string, headers: Record<string, string>): Promise<string> {
  const socket = new WebSocket(`ws://${host}/channel${query}`, { headers });
  onTestFinished(() => socket.terminate());
  return new Promise((resolve) => {
    socket.once('open', () => resolve('open'));
    socket.once('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
    socket.once('error', () => resolve('error'));
  });
}

describe('the page', () => {
  test('moves the token from the address into a cookie that scripts cannot read', async () => {
    const { host, token } = await openDoor();
    const first = await ask(`http://${host}/?token=${token}`);
    expect(first).toMatchObject({ status: 303, headers: { location: '/' } });
    const [cookie] = first.headers['set-cookie'] as string[];
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const page = await ask(`http://${host}/`, { cookie: cookie!.split(';')[0] });
    expect(page).toMatchObject({ status: 200, body: '<title>Nibble</title>' });
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
    expect(page.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test.each([
    ['without a token', '/', {}, 'GET', 401],
    ['with a wrong token', '/?token=wrong', {}, 'GET', 401],
    ['by another name', '/?token=TOKEN', { host: 'evil.example' }, 'GET', 403],
    ['from another page', '/?token=TOKEN', { origin: 'http://evil.example' }, 'GET', 403],
    ['to be changed', '/?token=TOKEN', {}, 'POST', 405],
  ])('is refused %s, in a sentence', async (_how, path, headers, method, status) => {
    const { host, token } = await openDoor();
    const answer = await ask(`http://${host}${path.replace('TOKEN', token)}`, headers, method);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatch(/^[A-Z].*\.\n$/);
  });
});

describe('the Channel', () => {
  test('opens for the page', async () => {
    const { host, token } = await openDoor();
    const origin = `http://${host}`;
    expect(await openSocket(host, `?token=${token}`, { origin })).toBe('open');
    const cookie = `nibble-${host.split(':')[1]}=${token}`;
    expect(await openSocket(host, '', { origin, cookie })).toBe('open');
  });

  test.each([
    ['without a token', '', {}, '401'],
    ['with a wrong token', '?token=wrong', {}, '401'],
    ['from another page', '?token=TOKEN', { origin: 'http://evil.example' }, '403'],
    ['from nowhere', '?token=TOKEN', { origin: '' }, '403'],
    ['by another name', '?token=TOKEN', { host: 'evil.example' }, '403'],
  ])('stays closed %s', async (_how, query, headers, status) => {
    const { host, token } = await openDoor();
    const sent = { origin: `http://${host}`, ...headers };
    expect(await openSocket(host, query.replace('TOKEN', token), sent)).toBe(status);
  });
});

describe('options', () => {
  test('are understood', () => {
    expect(readServerOptions(['--browser', '--port', '8123', '--no-open'])).toMatchObject({
      port: 8123,
      open: false,
    });
    expect(readServerOptions(['--port=0'])).toMatchObject({ port: 0, open: true });
  });

  test.each([['--nope'], ['what'], ['--port'], ['--port', 'x'], ['--port', '70000']])(
    'that make no sense get a sentence: %s %s',
    (...words) => {
      expect(() => readServerOptions(words)).toThrow(/^(Nibble does not know|--port needs)/);
    },
  );
});
