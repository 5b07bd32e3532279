import { expect, test } from 'vitest';
import { openTestWindow, createPipe } from '../../support/test-window.ts';
import { createTestHost } from '../../support/test-host.ts';

test('a window gets what it needs to start with one request', async () => {
  const window = openTestWindow(await createTestHost());
  const start = await window.value('session.start', {});
  expect(start).toMatchObject({ door: 'test', notices: [], settings: { theme: 'system' } });
  expect(start.version).toMatch(/^\d+\.\d+\.\d+/);
});

test.each([
  ['a request nobody knows', 'board.explode', {}],
  ['a name every object has', 'constructor', {}],
  ['parameters that are missing', 'workspace.read', undefined],
  ['parameters of the wrong type', 'board.run', { boardId: 7, source: '', fileName: '' }],
  ['a number out of range', 'board.drivePin', { boardId: 'simulator', gpio: 30, level: 1 }],
])('%s is answered with a problem', async (_what, name, parameters) => {
  const window = openTestWindow(await createTestHost());
  expect(await window.problem(name, parameters)).toMatchObject({ code: 'request-invalid' });
});

test.each([
  ['no JSON', '{'],
  ['no message of ours', '{"t":"q","i":"1","m":"__proto__","a":[]}'],
  ['a bare value', 'null'],
])('a pipe that carries %s is cut', async (_what, message) => {
  const host = await createTestHost();
  const [hostEnd, windowEnd] = createPipe();
  host.serveChannel(hostEnd);
  const closed = new Promise<void>((resolve) => windowEnd.onClose(resolve));
  windowEnd.send(message);
  await closed;
});

test('settings changed in one window reach the others and the next start', async () => {
  const host = await createTestHost();
  const [first, second] = [openTestWindow(host), openTestWindow(host)];
  await first.value('settings.update', { changes: { theme: 'dark', layout: { files: 200 } } });
  await second.until(() => second.seen('settings.changed').some(({ settings }) => settings.theme === 'dark'));
  await first.value('settings.update', { changes: { layout: { shell: false } } });
  expect((await second.value('settings.read', {})).layout).toEqual({ files: 200, shell: false });
});

test('an example is a program of its own', async () => {
  const window = openTestWindow(await createTestHost());
  const [first] = await window.value('example.list', {});
  expect(first).toEqual({ id: 'blink', title: 'Blink' });
  expect((await window.value('example.read', { id: 'blink' })).text).toContain('Pin("LED"');
  expect(await window.problem('example.read', { id: 'nothing' })).toMatchObject({ code: 'file-not-found' });
});
