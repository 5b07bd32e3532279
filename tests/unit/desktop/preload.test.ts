import { expect, test, vi } from 'vitest';
import type { ChannelPipe } from '../../../electron/api.ts';

const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn<(name: string, value: unknown) => void>() },
  ipcRenderer: {
    on: vi.fn<(channel: string, listener: (event: unknown, message: string) => void) => void>(),
    send: vi.fn<(channel: string, message: string) => void>(),
  },
}));
vi.mock('electron', () => electron);

test('the preload gives the page a pipe for text, and nothing else', async () => {
  await import('../../../electron/preload.ts');

  expect(electron.contextBridge.exposeInMainWorld).toHaveBeenCalledOnce();
  const [name, value] = electron.contextBridge.exposeInMainWorld.mock.calls[0]!;
  expect(name).toBe('nibblePipe');
  const pipe = value as ChannelPipe;
  expect(Object.keys(pipe).sort()).toEqual(['onMessage', 'send']);

  pipe.send('out');
  expect(electron.ipcRenderer.send.mock.calls).toEqual([['nibble:message', 'out']]);

  const [channel, receive] = electron.ipcRenderer.on.mock.calls[0]!;
  expect(channel).toBe('nibble:message');
  const seen: string[] = [];
  receive({}, 'before anybody listens');
  pipe.onMessage((message) => seen.push(message));
  receive({}, 'in');
  expect(seen).toEqual(['in']);
});
