import { expect, test } from 'vitest';
import { createBirpc } from 'birpc';
import { channelOver } from '../../../renderer/channel/channel.ts';
import { channelAddress } from '../../../renderer/channel/socket-wire.ts';
import type { Wire } from '../../../renderer/channel/wire.ts';
import type { Answer, HostFunctions, WindowFunctions } from '../../../electron/api.ts';

/** A Wire whose other end answers requests with `answer`, and which can be connected and cut. */
function wireTo(answer: (name: string) => Promise<Answer<unknown>>) {
  let toWindow: (message: string) => void = () => {};
  let toHost: (message: string) => void = () => {};
  let announce: (connected: boolean) => void = () => {};
  const host = createBirpc<WindowFunctions, HostFunctions>(
    { request: (name) => answer(name) },
    {
      post: (message: string) => toWindow(message),
      on: (listener) => (toHost = listener),
      serialize: JSON.stringify,
      deserialize: JSON.parse,
      timeout: -1,
    },
  );
  const wire: Wire = {
    send: (message) => toHost(message),
    onMessage: (listener) => (toWindow = listener),
    onConnection: (listener) => (announce = listener),
  };
  return { wire, host, connect: () => announce(true), cut: () => announce(false) };
}

const fine = { ok: true, value: null } as const;

test('a request made before the connection waits for it', async () => {
  const { wire, connect } = wireTo(async () => fine);
  const answer = channelOver(wire).request('board.stop', { boardId: 'a' });
  connect();
  expect(await answer).toEqual(fine);
});

test('a request under way when the connection is lost answers with a problem in words', async () => {
  const { wire, connect, cut } = wireTo(() => new Promise(() => {}));
  const channel = channelOver(wire);
  connect();
  const answer = channel.request('board.stop', { boardId: 'a' });
  await Promise.resolve();
  cut();
  expect(await answer).toMatchObject({
    ok: false,
    problem: { code: 'host-gone', message: 'This page has lost Nibble.' },
  });
});

test('a request made while the connection is lost answers at once, and works again later', async () => {
  const { wire, connect, cut } = wireTo(async () => fine);
  const channel = channelOver(wire);
  connect();
  cut();
  expect(await channel.request('board.list', {})).toMatchObject({ ok: false });
  connect();
  expect(await channel.request('board.list', {})).toEqual(fine);
});

test('events reach those who listen, until they stop', async () => {
  const { wire, host, connect } = wireTo(async () => fine);
  const channel = channelOver(wire);
  connect();
  const ids: string[] = [];
  const stop = channel.on('command', ({ id }) => ids.push(id));
  await host.event.asEvent('command', { id: 'run' });
  await host.event.asEvent('boards.changed', { boards: [] });
  await expect.poll(() => ids).toEqual(['run']);
  stop();
  await host.event.asEvent('command', { id: 'stop' });
  await Promise.resolve();
  expect(ids).toEqual(['run']);
});

test('whoever asks about the connection hears how it is now, and each change', () => {
  const { wire, connect, cut } = wireTo(async () => fine);
  const channel = channelOver(wire);
  const heard: boolean[] = [];
  channel.onConnection((connected) => heard.push(connected));
  connect();
  cut();
  channel.onConnection((connected) => heard.push(connected));
  expect(heard).toEqual([true, false, false]);
});

test('the socket is on the page’s own origin and carries its token', () => {
  expect(channelAddress(new URL('http://127.0.0.1:4000/?token=abc'))).toBe(
    'ws://127.0.0.1:4000/channel?token=abc',
  );
  expect(channelAddress(new URL('https://example.test/page'))).toBe('wss://example.test/channel');
});
