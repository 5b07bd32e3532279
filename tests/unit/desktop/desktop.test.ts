import type { MenuItemConstructorOptions } from 'electron';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openDesktop } from '../../../electron/desktop/desktop.ts';
import { readBounds } from '../../../electron/desktop/window-bounds.ts';
import { ElectronStandIn, type StandInWindow } from '../../support/electron-stand-in.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const paths = { window: '/nibble/out/window', preload: '/nibble/out/host/preload.cjs' };
let electron: ElectronStandIn;
let dataFolder: string;

beforeEach(async () => {
  const home = await temporaryFolder();
  dataFolder = join(home, 'data');
  vi.stubEnv('HOME', home);
  vi.stubEnv('NIBBLE_DATA_DIR', dataFolder);
  electron = new ElectronStandIn();
  return async () => {
    vi.unstubAllEnvs();
    if (electron.windows.length === 0) return;
    electron.answers.push(...electron.windows.map(() => 1));
    electron.app.quit();
    await electron.app.ended;
  };
});

async function open(): Promise<StandInWindow> {
  await openDesktop(electron.parts, paths);
  return electron.windows[0]!;
}

/** What the page of a window does when something in it is not saved. */
async function haveUnsaved(window: StandInWindow, names: readonly string[]): Promise<void> {
  const before = window.webContents.sent.length;
  window.webContents.receive(
    'nibble:message',
    JSON.stringify({ t: 'q', i: 'one', m: 'request', a: ['session.unsaved', { names }] }),
  );
  // Events may come first, such as the boards that are there.
  await vi.waitFor(() => {
    const since = window.webContents.sent.slice(before).map(({ message }) => String(message));
    expect(since.some((message) => message.includes('"t":"s"'))).toBe(true);
  });
}

function menuItem(id: string): MenuItemConstructorOptions {
  const all = electron.menu.flatMap(({ submenu }) => (submenu ?? []) as MenuItemConstructorOptions[]);
  return all.find((item) => item.id === id || item.label === id)!;
}

test('one window, safe by construction, of the page we serve', async () => {
  const window = await open();
  expect(electron.windows).toHaveLength(1);
  expect(window.shown).toBe(true);
  expect(window.webContents.getURL()).toBe('nibble://window/index.html');
  expect(window.options.webPreferences).toMatchObject({
    preload: paths.preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webviewTag: false,
  });
  expect([...electron.schemes.keys()]).toEqual(['nibble']);
  expect(electron.app.paths.get('userData')).toBe(join(dataFolder, 'electron'));
});

test('pages may neither navigate nor open windows nor embed pages', async () => {
  const { webContents } = await open();
  for (const name of ['will-navigate', 'will-redirect', 'will-attach-webview']) {
    const event = { preventDefault: vi.fn() };
    webContents.emit(name, event, 'https://example.org/');
    expect(event.preventDefault, name).toHaveBeenCalledOnce();
  }
  for (const url of ['https://example.org/', 'http://example.org/', 'file:///etc/passwd', 'no address']) {
    expect(webContents.openHandler!({ url })).toEqual({ action: 'deny' });
  }
  expect(electron.openedOutside).toEqual(['https://example.org/']);
});

test('the only permission is to copy, and only for our page', async () => {
  const { webContents } = await open();
  const foreign = { getURL: () => 'https://example.org/' };
  const granted = (contents: object, permission: string): boolean => {
    const answers: boolean[] = [electron.permissions.check!(contents, permission)];
    electron.permissions.request!(contents, permission, (answer) => answers.push(answer));
    expect(answers[0]).toBe(answers[1]);
    return answers[0]!;
  };
  expect(granted(webContents, 'clipboard-sanitized-write')).toBe(true);
  expect(granted(foreign, 'clipboard-sanitized-write')).toBe(false);
  for (const permission of [
    'clipboard-read',
    'media',
    'geolocation',
    'serial',
    'notifications',
    'fileSystem',
  ]) {
    expect(granted(webContents, permission), permission).toBe(false);
  }
  expect(electron.permissions.device!({})).toBe(false);
});

test('a second start opens a window in the first process', async () => {
  const first = await open();
  electron.app.emit('second-instance', {}, ['nibble', '.'], '/');
  const second = electron.windows[1]!;
  expect(second.bounds).toMatchObject({ x: first.bounds.x + 28, y: first.bounds.y + 28 });

  const other = new ElectronStandIn();
  other.app.isFirst = false;
  await openDesktop(other.parts, paths);
  expect(await other.app.ended).toBe(0);
  expect(other.windows).toEqual([]);
});

/** What the page of a window was told unasked. */
function told(window: StandInWindow): unknown[] {
  return window.webContents.sent.map(({ message }) => (JSON.parse(String(message)) as { a?: unknown }).a);
}

test('a file that is double-clicked while Nibble runs shows in the window in use', async () => {
  const window = await open();
  await haveUnsaved(window, []);
  const event = { preventDefault: vi.fn() };
  electron.app.emit('open-file', event, '/home/someone/servo.py');
  electron.app.emit('second-instance', {}, ['nibble', '.', '--flag', 'lamp.py'], '/home/someone');
  expect(electron.windows).toHaveLength(1);
  expect(event.preventDefault).toHaveBeenCalled();
  await vi.waitFor(() =>
    expect(told(window)).toEqual(
      expect.arrayContaining([
        ['file.open', { path: '/home/someone/servo.py' }],
        ['file.open', { path: join('/home/someone', 'lamp.py') }],
      ]),
    ),
  );
});

test('the menu reaches the window in use', async () => {
  const window = await open();
  (menuItem('program.run').click as () => void)();
  await vi.waitFor(() =>
    expect(
      window.webContents.sent.map(({ message }) => JSON.parse(String(message)) as unknown),
    ).toContainEqual(expect.objectContaining({ m: 'event', a: ['command', { id: 'program.run' }] })),
  );
  (menuItem('New window').click as () => void)();
  expect(electron.windows).toHaveLength(2);
});

test('without unsaved work a window closes at once, and the process ends with the last', async () => {
  const window = await open();
  await haveUnsaved(window, ['blink.py']);
  await haveUnsaved(window, []);
  window.close();
  expect(await electron.app.ended).toBe(0);
  expect(electron.asked).toEqual([]);
});

test('unsaved work is asked about; staying stays', async () => {
  const window = await open();
  await haveUnsaved(window, ['blink.py', 'servo.py']);
  electron.answers.push(0);
  electron.app.quit();
  await vi.waitFor(() => expect(electron.asked).toHaveLength(1));
  expect(electron.asked[0]).toMatchObject({
    message: '2 files are not saved: blink.py, servo.py.',
    buttons: ['Go back and save', 'Close without saving'],
    defaultId: 0,
    cancelId: 0,
  });
  await vi.waitFor(() => expect(electron.answers).toEqual([]));
  expect(electron.windows).toEqual([window]);
});

test('quitting goes on once the person lets go of every window', async () => {
  const first = await open();
  electron.app.emit('second-instance', {}, ['nibble', '.'], '/');
  const second = electron.windows[1]!;
  await haveUnsaved(first, ['blink.py']);
  await haveUnsaved(second, ['servo.py']);
  electron.answers.push(1, 1);
  electron.app.quit();
  expect(await electron.app.ended).toBe(0);
  expect(electron.asked.map(({ message }) => message).sort()).toEqual([
    'blink.py is not saved.',
    'servo.py is not saved.',
  ]);
});

test('quitting twice does not cut off what is still being written', async () => {
  await open();
  electron.app.quit();
  electron.app.quit();
  expect(await electron.app.ended).toBe(0);
  expect(readBounds(dataFolder)).toBeDefined();
});

test('on a Mac, where closing windows does not quit, quitting still does', async () => {
  const platform = Object.getOwnPropertyDescriptor(process, 'platform')!;
  Object.defineProperty(process, 'platform', { ...platform, value: 'darwin' });
  onTestFinished(() => void Object.defineProperty(process, 'platform', platform));
  const window = await open();
  await haveUnsaved(window, ['blink.py']);
  electron.answers.push(1);
  electron.app.quit();
  expect(await electron.app.ended).toBe(0);
});

test('closing one of two windows does not quit', async () => {
  const first = await open();
  electron.app.emit('second-instance', {}, ['nibble', '.'], '/');
  await haveUnsaved(first, ['blink.py']);
  electron.answers.push(1);
  first.close();
  await vi.waitFor(() => expect(electron.windows).toHaveLength(1));
  expect(electron.windows[0]).not.toBe(first);
});

test('the next start opens the window where it was', async () => {
  const window = await open();
  Object.assign(window.bounds, { x: 50, y: 60, width: 1000, height: 700 });
  window.maximize();
  window.close();
  await electron.app.ended;

  electron = new ElectronStandIn();
  const next = await open();
  expect(next.bounds).toEqual({ x: 50, y: 60, width: 1000, height: 700 });
  expect(next.isMaximized()).toBe(true);
});

test('a page that crashed can be opened again', async () => {
  const window = await open();
  electron.answers.push(0);
  const loads = vi.fn();
  window.webContents.on('did-start-navigation', loads);
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  await vi.waitFor(() => expect(loads).toHaveBeenCalledOnce());
});

test('files are chosen in native dialogs', async () => {
  const window = await open();
  electron.picked.push('/home/ada/blink.py');
  window.webContents.receive(
    'nibble:message',
    JSON.stringify({ t: 'q', i: 'two', m: 'request', a: ['local.pickOpen', {}] }),
  );
  await vi.waitFor(() =>
    expect(
      window.webContents.sent.map(({ message }) => JSON.parse(String(message)) as unknown),
    ).toContainEqual(
      expect.objectContaining({
        i: 'two',
        r: { ok: true, value: { kind: 'picked', path: '/home/ada/blink.py' } },
      }),
    ),
  );
});

test('deleted files go to the trash of the system', async () => {
  const window = await open();
  const ask = (i: string, name: string, parameters: object): void =>
    window.webContents.receive(
      'nibble:message',
      JSON.stringify({ t: 'q', i, m: 'request', a: [name, parameters] }),
    );
  const answered = (i: string) =>
    vi.waitFor(() =>
      expect(
        window.webContents.sent.map(({ message }) => JSON.parse(String(message)) as unknown),
      ).toContainEqual(expect.objectContaining({ i, r: expect.objectContaining({ ok: true }) as unknown })),
    );
  const root = { kind: 'computer' };
  ask('make', 'explorer.makeFile', { root, path: 'a.py' });
  await answered('make');
  ask('delete', 'explorer.delete', { job: 'delete', root, paths: ['a.py'], forGood: false });
  await answered('delete');
  expect(electron.trashed).toEqual([expect.stringMatching(/Nibble[\\/]a\.py$/)]);
});

test('a data folder that cannot be made is explained', async () => {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  vi.stubEnv('NIBBLE_DATA_DIR', join(file, 'data'));
  await openDesktop(electron.parts, paths);
  expect(await electron.app.ended).toBe(1);
  expect(electron.errorBoxes[0]).toMatchObject({ title: 'Nibble cannot start' });
  expect(electron.errorBoxes[0]!.content).toMatch(join(file, 'data'));
});

test('a process of Electron watches the ports, from the first window to the end', async () => {
  const window = await open();
  const [watcher] = electron.utilities;
  expect(watcher?.file).toMatch(/port-watch-process\.js$/);
  const pico = { path: 'COM3', usb: { vendorId: 0x2e8a, productId: 5 }, serialNumber: 'E661A4' };
  watcher!.emit('message', { ports: [pico] });
  const said = () => window.webContents.sent.map(({ message }) => String(message)).join('');
  await vi.waitFor(() => expect(said()).toContain('Pico on COM3'));
  electron.app.quit();
  await electron.app.ended;
  expect(watcher!.killed).toBe(true);
});
