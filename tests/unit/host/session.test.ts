import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
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
  expect(first).toEqual({
    id: 'blink',
    title: 'Blink',
    about: 'The LED goes on and off.',
    needsParts: false,
  });
  expect((await window.value('example.read', { id: 'blink' })).text).toContain('Pin("LED"');
  expect(await window.problem('example.read', { id: 'nothing' })).toMatchObject({ code: 'file-not-found' });
});

test('a data folder that cannot be used is a problem with a way out', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'in-the-way'), '');
  await expect(createTestHost({ dataFolder: join(folder, 'in-the-way', 'data') })).rejects.toMatchObject({
    problem: { code: 'data-folder-unusable', hint: expect.stringContaining('NIBBLE_DATA_DIR') },
  });
});

test('a report names versions and boards, and nothing that is in a file', async () => {
  const window = openTestWindow(await createTestHost());
  await window.problem('local.read', { path: '/nothing/here.py' });
  const { text } = await window.value('session.report', {});
  expect(text).toMatch(/^Nibble \d/);
  expect(text).toContain('Simulated Pico (simulator): disconnected');
  expect(text).toContain('local.read: file-not-found');
});

test('a simulated board and its window: run, keep, watch the pins', async () => {
  const window = openTestWindow(await createTestHost());
  const boardId = 'simulator';
  await window.value('board.connect', { boardId });
  const { hardware } = await window.value('board.attach', { boardId });
  expect(hardware).toMatchObject({ model: 'pico', led: 0 });
  const source = 'from machine import Pin\nPin(15, Pin.OUT, value=1)\n';
  const failing = { boardId, source: `${source}1 / 0\n`, fileName: 'pin.py' };
  expect(await window.value('board.run', failing)).toMatchObject({
    outcome: { kind: 'failed' },
    leftOn: [{ pin: 15, duty: 1, pwm: false }],
  });
  const run = await window.value('board.run', { boardId, source, fileName: 'pin.py' });
  expect(run).toEqual({ outcome: { kind: 'finished' }, leftOn: [] });
  await window.until(() => window.seen('board.hardware').at(-1)?.snapshot.pins[15]?.level === 1);
  await window.value('board.outputsOff', { boardId });
  expect(await window.value('board.stop', { boardId })).toEqual({ leftOn: [] });
  await window.value('board.keep', { boardId, source });
  await window.until(() => window.seen('boards.changed').at(-1)?.boards[0]?.startsByItself === true);
  expect(await window.value('board.files.read', { boardId, path: '/main.py' })).toEqual({
    text: source,
    hash: createHash('sha256').update(source).digest('hex'),
  });
  await window.value('board.doNotStartByItself', { boardId });
  await window.until(() => window.seen('boards.changed').at(-1)?.boards[0]?.startsByItself === false);
  expect(await window.problem('board.files.read', { boardId, path: '/main.py' })).toMatchObject({
    code: 'board-file-not-found',
    message: 'There is no /main.py on Simulated Pico.',
  });
  expect(await window.problem('board.connect', { boardId: 'nobody' })).toMatchObject({
    code: 'board-unknown',
  });
});

test('another model is another board from its next moment on', async () => {
  const window = openTestWindow(await createTestHost());
  const boardId = 'simulator';
  await window.value('board.connect', { boardId });
  await window.value('settings.update', { changes: { simulatedModel: 'pico-w' } });
  const now = () => window.seen('boards.changed').at(-1)?.boards[0];
  await window.until(() => now()?.model === 'pico-w' && now()?.state.name === 'ready');
  const { hardware, recent } = await window.value('board.attach', { boardId });
  expect(hardware).toMatchObject({ model: 'pico-w' });
  const printed = recent.map((piece) => piece.text).join('');
  expect(printed, 'its banner begins a line').toMatch(/^MicroPython .* Pico W with/m);
});
