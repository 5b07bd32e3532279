import { beforeEach, expect, test } from 'vitest';
import type { WebContents } from 'electron';
import type { ChannelPort } from '../../../electron/channel/port.ts';
import { pipeEveryPage } from '../../../electron/desktop/window-pipe.ts';
import { ElectronStandIn, StandInWindow, type StandInContents } from '../../support/electron-stand-in.ts';

const address = 'nibble://window/index.html';
const channel = 'nibble:message';
let contents: StandInContents;
let ports: ChannelPort[];
let received: string[];
let closed: number;

beforeEach(async () => {
  contents = new StandInWindow({}, new ElectronStandIn()).webContents;
  ports = [];
  received = [];
  closed = 0;
  pipeEveryPage(contents as unknown as WebContents, (port) => {
    ports.push(port);
    port.onMessage((message) => received.push(message));
    port.onClose(() => (closed += 1));
  });
  await contents.navigate(address);
});

test('text goes both ways', () => {
  contents.receive(channel, 'question');
  ports[0]!.send('answer');
  expect(received).toEqual(['question']);
  expect(contents.sent).toEqual([{ channel, message: 'answer' }]);
});

test.each([
  ['an embedded frame', { parent: {}, url: address }],
  ['a foreign page', { parent: null, url: 'https://example.org/' }],
  ['a page that only looks like ours', { parent: null, url: 'nibble://window.example.org/' }],
  ['a frame that is gone', null],
])('%s is not heard', (_, frame) => {
  contents.receive(channel, 'question', frame);
  expect(received).toEqual([]);
});

test.each([[{ text: 'question' }], [1], [null], [undefined]])('%j is not a message', (message) => {
  contents.receive(channel, message);
  expect(received).toEqual([]);
});

test('a page that is loaded again has a new pipe', async () => {
  await contents.navigate(address);
  expect(ports).toHaveLength(2);
  expect(closed).toBe(1);
  ports[0]!.send('late');
  contents.receive(channel, 'fresh');
  expect(contents.sent).toEqual([]);
  expect(received).toEqual(['fresh']);
});

test('moving within the page keeps the pipe', () => {
  contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
  contents.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false });
  expect(ports).toHaveLength(1);
  expect(closed).toBe(0);
});

test('the pipe ends with the window', () => {
  contents.window.close();
  expect(closed).toBe(1);
  ports[0]!.send('late');
  expect(contents.sent).toEqual([]);
});
