import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { BoardSummary } from '../../../../electron/api.ts';
import { createHost, type Host } from '../../../../electron/host.ts';
import type { Clock } from '../../../../runtime/clock.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { StandInEmulator } from '../../../support/stand-in-emulator.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { openTestWindow, type TestWindow } from '../../../support/test-window.ts';
import { rp2350, uf2Block, uf2File } from '../../../support/uf2-file.ts';

const boardId = 'emulator';
const program = randomBytes(3000);

interface Subject {
  readonly host: Host;
  readonly window: TestWindow;
  readonly links: readonly StandInEmulator[];
  readonly board: () => BoardSummary | undefined;
  readonly untilState: (name: string) => Promise<void>;
}

/** A window on a host whose simulated Pico is Exact, over a data folder. */
async function exactHost(dataFolder: string, clock?: Clock): Promise<Subject> {
  await mkdir(dataFolder, { recursive: true });
  await writeFile(join(dataFolder, 'settings.json'), JSON.stringify({ simulation: 'exact' }));
  const links: StandInEmulator[] = [];
  const host = await createHost({
    dataFolder,
    documentsFolder: join(dataFolder, 'documents'),
    door: 'test',
    ...(clock && { clock }),
    createEmulatorLink: (options) => {
      const link = new StandInEmulator(options);
      links.push(link);
      return link;
    },
  });
  onTestFinished(() => host.close());
  const window = openTestWindow(host);
  const board = (): BoardSummary | undefined => host.boards.summaries.find(({ id }) => id === boardId);
  return {
    host,
    window,
    links,
    board,
    untilState: (name) =>
      window.until(() =>
        (window.seen('boards.changed').at(-1)?.boards ?? []).some(({ state }) => state.name === name),
      ),
  };
}

async function drop(
  window: TestWindow,
  name: string,
  content: Uint8Array,
): Promise<{ drop: string; path: string }> {
  const { drop } = await window.value('explorer.drop', {});
  for (let at = 0; at < content.length || at === 0; at += 900_000) {
    const data = Buffer.from(content.subarray(at, at + 900_000)).toString('base64');
    await window.value('explorer.dropPiece', { drop, path: name, data });
  }
  return { drop, path: name };
}

test('an empty Pico waits for firmware, takes it, and answers', async () => {
  const { window, board, untilState } = await exactHost(await temporaryFolder());
  expect(board()).toMatchObject({ label: 'Simulated Pico', simulated: 'pico', kind: 'emulator' });
  const problem = await window.problem('board.connect', { boardId });
  expect(problem.code).toBe('board-bootsel');
  expect(board()?.state.name).toBe('bootsel');
  await window.until(() => existsSync(board()?.emulation?.drive ?? ''));
  await window.value('board.install', {
    boardId,
    ...(await drop(window, 'micropython.uf2', uf2File(program))),
  });
  await untilState('ready');
  expect(board()?.emulation).toMatchObject({ mode: 'running', installing: null, drive: null });
});

test('firmware stays through unplugging, reset and a new Nibble, and so does the id', async () => {
  const dataFolder = await temporaryFolder();
  const first = await exactHost(dataFolder);
  await first.window.value('board.install', {
    boardId,
    ...(await drop(first.window, 'micropython.uf2', uf2File(program))),
  });
  await first.window.value('board.connect', { boardId });
  await first.untilState('ready');
  await first.window.value('board.handle', { boardId, action: 'unplug' });
  expect(first.board()?.state).toMatchObject({ name: 'gone', problem: { code: 'board-off' } });
  await first.window.value('board.handle', { boardId, action: 'plugIn' });
  await first.untilState('ready');
  await first.host.close();
  const next = await exactHost(dataFolder);
  await next.window.value('board.connect', { boardId });
  expect(next.board()?.state.name).toBe('ready');
  expect(next.links[0]!.options.uniqueId).toEqual(first.links[0]!.options.uniqueId);
});

test('firmware without USB is said to have none', async () => {
  const clock = new ManualClock();
  const { window, board, links } = await exactHost(await temporaryFolder(), clock);
  await window.value('board.install', { boardId, ...(await drop(window, 'blink.uf2', uf2File(program))) });
  links[0]!.isWithoutUsb = true;
  const answered = window.problem('board.connect', { boardId });
  await window.until(() => board()?.state.name === 'connecting');
  await clock.pass(10_000);
  expect(await answered).toMatchObject({ code: 'board-without-usb', action: { command: 'board.install' } });
  expect(board()?.state).toMatchObject({ name: 'silent', problem: { code: 'board-without-usb' } });
});

test('with BOOTSEL held, reset leads to the drive, and a reset without it leads back', async () => {
  const { window, board, untilState } = await exactHost(await temporaryFolder());
  await window.value('board.install', { boardId, ...(await drop(window, 'a.uf2', uf2File(program))) });
  await window.value('board.connect', { boardId });
  await untilState('ready');
  await window.value('board.pressBootsel', { boardId, pressed: true });
  expect(board()?.emulation?.bootselHeld).toBe(true);
  await window.value('board.handle', { boardId, action: 'reset' });
  await untilState('bootsel');
  await window.value('board.pressBootsel', { boardId, pressed: false });
  await window.value('board.handle', { boardId, action: 'reset' });
  await window.until(() => board()?.state.name === 'ready');
});

test('how fast it is shows in percent, and catching up is not being faster', async () => {
  const { window, board, links } = await exactHost(await temporaryFolder());
  await window.value('board.install', { boardId, ...(await drop(window, 'a.uf2', uf2File(program))) });
  await window.value('board.connect', { boardId });
  for (const [speed, percent] of [
    [0.624, 62],
    [1.1, 100],
    [null, null],
  ] as const) {
    links[0]!.become({ speed });
    expect(board()?.emulation?.percent).toBe(percent);
  }
});

test('a crash is told with its address, and a reset ends it', async () => {
  const { window, board, links, untilState } = await exactHost(await temporaryFolder());
  await window.value('board.install', { boardId, ...(await drop(window, 'a.uf2', uf2File(program))) });
  await window.value('board.connect', { boardId });
  await untilState('ready');
  links[0]!.become({ mode: 'crashed', crash: { address: 0x20001234 }, notEmulated: ['USB host mode'] });
  expect(board()?.state).toMatchObject({ name: 'crashed', problem: { action: { command: 'board.reset' } } });
  expect(board()?.state.problem?.message).toContain('0x20001234');
  expect(board()?.emulation).toMatchObject({ crashedAt: '0x20001234', notEmulated: ['USB host mode'] });
  expect((await window.problem('board.run', { boardId, source: 'pass', fileName: 'a.py' })).code).not.toBe(
    'internal',
  );
  await window.value('board.handle', { boardId, action: 'reset' });
  await window.until(() => board()?.state.name === 'ready');
});

test('an installation ends with a sentence when the power goes before the drive is there', async () => {
  const { window, board, links } = await exactHost(await temporaryFolder());
  const installing = window.problem('board.install', {
    boardId,
    ...(await drop(window, 'a.uf2', uf2File(program))),
  });
  await window.until(() => links.length > 0 && links[0]!.capabilities.emulation!.status.mode !== 'off');
  links[0]!.become({ mode: 'off' });
  expect((await installing).code).toBe('uf2-broken-off');
  expect(board()?.emulation?.installing).toBeNull();
});

test('firmware that the chip cannot start from is told so, and another may follow', async () => {
  const clock = new ManualClock();
  const { window, board } = await exactHost(await temporaryFolder(), clock);
  const unusable = uf2File(new Uint8Array(3000).fill(0xff));
  const installing = window.problem('board.install', { boardId, ...(await drop(window, 'a.uf2', unusable)) });
  await window.until(() => board()?.emulation?.installing === 1);
  await clock.pass(6000);
  expect((await installing).code).toBe('uf2-not-starting');
  expect(board()?.state.name).toBe('bootsel');
  await window.value('board.install', { boardId, ...(await drop(window, 'b.uf2', uf2File(program))) });
  expect(board()?.emulation?.mode).toBe('running');
});

const whole = uf2File(program);
const twice = uf2File(program);
new DataView(twice.buffer, twice.byteOffset).setUint32(512 + 12, 0x10000000, true);

test.each([
  ['no UF2', Buffer.from('hello '.repeat(200)), 'uf2-not'],
  ['an empty file', new Uint8Array(0), 'uf2-empty'],
  ['one for another chip', uf2File(program, 0x10000000, rp2350), 'uf2-other-chip'],
  ['one that ends in the middle', whole.subarray(0, 1300), 'uf2-truncated'],
  ['one with missing blocks', whole.subarray(512), 'uf2-incomplete'],
  ['one with overlapping blocks', twice, 'uf2-overlapping'],
  ['one that is too large', uf2File(program, 0x10300000), 'uf2-outside'],
  [
    'one with a damaged block',
    Buffer.concat([whole.subarray(0, 512), new Uint8Array(512), whole.subarray(1024)]),
    'uf2-damaged',
  ],
])('%s is refused in a sentence, and nothing changes', async (_what, content, code) => {
  const dataFolder = await temporaryFolder();
  const { window, board } = await exactHost(dataFolder);
  await window.problem('board.connect', { boardId });
  const flash = join(dataFolder, 'emulators', 'pico', 'flash.bin');
  const problem = await window.problem('board.install', {
    boardId,
    ...(await drop(window, 'bad.uf2', content)),
  });
  expect(problem.code).toBe(code);
  expect(problem.message).toContain('bad.uf2');
  expect(problem.message + problem.hint).not.toContain('{{');
  expect((await readFile(flash)).every((byte) => byte === 0xff)).toBe(true);
  expect(board()?.state.name).toBe('bootsel');
});

test('a UF2 for another chip on its drive is told of', async () => {
  const { window, board } = await exactHost(await temporaryFolder());
  await window.problem('board.connect', { boardId });
  await window.until(() => existsSync(board()?.emulation?.drive ?? ''));
  const block = uf2Block({
    address: 0x10000000,
    data: program.subarray(0, 256),
    number: 0,
    count: 1,
    family: rp2350,
  });
  await writeFile(join(board()!.emulation!.drive!, 'pico2.uf2'), block);
  await window.until(() => window.seen('session.notice').length > 0);
  expect(window.seen('session.notice')[0]?.problem).toMatchObject({ code: 'uf2-other-chip' });
});

test('a second Nibble is told that it is in use, until the first is closed', async () => {
  const dataFolder = await temporaryFolder();
  const first = await exactHost(dataFolder);
  await first.window.problem('board.connect', { boardId });
  const second = await exactHost(dataFolder);
  expect((await second.window.problem('board.connect', { boardId })).code).toBe('emulator-in-use');
  expect(second.board()?.state).toMatchObject({
    name: 'busy',
    problem: { action: { command: 'board.connect' } },
  });
  const files = await second.window.problem('board.files.list', { boardId, path: '/' });
  expect(files.code).toBe('emulator-in-use');
  await first.host.close();
  expect((await second.window.problem('board.connect', { boardId })).code).toBe('board-bootsel');
});

test('a damaged flash is kept aside and told of, also where no window is there yet', async () => {
  const dataFolder = await temporaryFolder();
  await mkdir(join(dataFolder, 'emulators', 'pico'), { recursive: true });
  await writeFile(join(dataFolder, 'emulators', 'pico', 'flash.bin'), 'damaged');
  const { host, window } = await exactHost(dataFolder);
  window.close();
  await host.boards
    .get(boardId)
    .connect()
    .catch(() => undefined);
  const later = openTestWindow(host);
  const { notices } = await later.value('session.start', {});
  expect(notices.map(({ code }) => code)).toEqual(['flash-set-aside']);
  expect((await later.value('session.start', {})).notices).toEqual([]);
});

test('the simulated Pico is one board at a time, Fast or Exact', async () => {
  const { host, window, links } = await exactHost(await temporaryFolder());
  await window.problem('board.connect', { boardId });
  await window.value('settings.update', { changes: { simulation: 'fast' } });
  await window.until(() => host.boards.summaries.some(({ kind }) => kind === 'simulator'));
  expect(host.boards.summaries).toMatchObject([
    { id: 'simulator', label: 'Simulated Pico', simulated: 'pico' },
  ]);
  expect(links[0]!.capabilities.emulation!.status.mode).toBe('off');
  await window.value('settings.update', { changes: { simulation: 'exact' } });
  await window.until(() => host.boards.summaries.some(({ kind }) => kind === 'emulator'));
  expect(host.boards.summaries).toHaveLength(1);
});
