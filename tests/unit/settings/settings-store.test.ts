import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Problem, Settings } from '../../../electron/api.ts';
import { defaultSettings } from '../../../electron/settings/default-settings.ts';
import { readNibbleDefaults } from '../../../electron/settings/nibble-defaults.ts';
import { SettingsStore } from '../../../electron/settings/settings-store.ts';
import { understand } from '../../../electron/settings/settings-tree.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { canMount, diskWithLeft } from '../../support/full-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { asOrdinaryUser } from '../../support/unprivileged.ts';

interface Opened {
  readonly store: SettingsStore;
  /** What was told of while it was open. */
  readonly problems: Problem[];
  readonly changes: Settings[];
  /** One for each time that a problem with the file was over. */
  readonly mended: true[];
}

/** Settings of a data folder; without `file` there is none yet. */
async function openSettings(folder: string, file?: string, defaultsFile?: string): Promise<Opened> {
  if (file !== undefined) await writeFile(join(folder, 'settings.json'), file);
  const problems: Problem[] = [];
  const changes: Settings[] = [];
  const mended: true[] = [];
  const store = await SettingsStore.open({
    dataFolder: folder,
    clock: systemClock,
    defaults: await readNibbleDefaults(defaultsFile === undefined ? [] : [defaultsFile]),
    changed: (settings) => changes.push(settings),
    told: (problem) => problems.push(problem),
    mended: () => mended.push(true),
  });
  onTestFinished(() => store.close());
  return { store, problems, changes, mended };
}

const inFile = async (folder: string): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'));

describe('a settings file', () => {
  test('that is mended takes back what was said of it, and only then', async () => {
    const folder = await temporaryFolder();
    const { store, problems, mended } = await openSettings(folder, '{ "theme": "pale" }');
    await store.refresh();
    expect(problems).toEqual([]);
    expect(mended).toEqual([]);
    await writeFile(join(folder, 'settings.json'), '{}');
    await store.refresh();
    expect(mended).toEqual([true]);
    await store.refresh();
    expect(mended).toEqual([true]);
  });

  test('that is not there gives what everybody begins with', async () => {
    const { store } = await openSettings(await temporaryFolder());
    expect(store.current).toEqual(defaultSettings);
    expect(store.notices).toEqual([]);
  });

  test('holds only what was changed, one value in a line', async () => {
    const folder = await temporaryFolder();
    const { store } = await openSettings(folder);
    await store.update({ theme: 'dark', plotter: { ...store.current.plotter, axis: 'samples' } });
    expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe(
      '{\n  "format": 1,\n  "theme": "dark",\n  "plotter": {\n    "axis": "samples"\n  }\n}\n',
    );
  });

  test('may have a byte-order mark and Windows line ends', async () => {
    const { store } = await openSettings(await temporaryFolder(), '\ufeff{\r\n  "theme": "dark"\r\n}\r\n');
    expect(store.current.theme).toBe('dark');
  });

  test('loses only the values that are wrong, and says which', async () => {
    const folder = await temporaryFolder();
    const file =
      '{"theme": "pink", "zoom": 2, "plotter": {"axis": 3, "windowSeconds": 60}, "firstSteps": []}';
    const { store } = await openSettings(folder, file);
    expect(store.current).toEqual({
      ...defaultSettings,
      zoom: 2,
      plotter: { ...defaultSettings.plotter, windowSeconds: 60 },
    });
    expect(store.notices).toMatchObject([{ code: 'settings-values' }]);
    expect(store.notices[0]?.message).toContain('theme, plotter.axis, firstSteps');
  });

  test('keeps wrong values until they are set anew, and values of a newer Nibble for ever', async () => {
    const folder = await temporaryFolder();
    const { store } = await openSettings(folder, '{"theme": "pink", "zoom": 9, "voice": {"on": true}}');
    await store.update({ theme: 'dark' });
    expect(await inFile(folder)).toEqual({ format: 1, theme: 'dark', zoom: 9, voice: { on: true } });
  });

  test('of a newer Nibble is respected', async () => {
    const folder = await temporaryFolder();
    const { store } = await openSettings(folder, '{"format": 2, "theme": "high-contrast", "zoom": 2}');
    expect(store.notices).toMatchObject([{ code: 'settings-newer' }]);
    expect(store.current).toMatchObject({ theme: 'system', zoom: 2 });
    await store.update({ wordWrap: true });
    expect(await inFile(folder)).toEqual({ format: 2, theme: 'high-contrast', zoom: 2, wordWrap: true });
  });

  test.each(['{"theme": "dark", broken', '', '[1, 2]', '\u0000\u0001\u0002'])(
    'that cannot be read (%j) is set aside and said',
    async (file) => {
      const folder = await temporaryFolder();
      const { store } = await openSettings(folder, file);
      expect(store.notices).toMatchObject([{ code: 'settings-set-aside' }]);
      expect(store.current).toEqual(defaultSettings);
      expect(await readFile(join(folder, 'settings.broken.json'), 'utf8')).toBe(file);
    },
  );

  test('set aside never writes over one that was set aside before', async () => {
    const folder = await temporaryFolder();
    await openSettings(folder, '{first');
    await openSettings(folder, '{second');
    expect((await readdir(folder)).sort()).toEqual(['settings.broken.json', 'settings.broken_2.json']);
  });

  test('cut off anywhere, or changed anywhere, never keeps Nibble from starting', async () => {
    const whole = JSON.stringify({ ...defaultSettings, theme: 'dark', layout: { 'files.size': 3 } }, null, 2);
    const noise = fc.record({
      cut: fc.nat(whole.length),
      at: fc.nat(whole.length - 1),
      byte: fc.integer({ min: 0, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(noise, async ({ cut, at, byte }) => {
        for (const file of [
          whole.slice(0, cut),
          whole.slice(0, at) + String.fromCharCode(byte) + whole.slice(at + 1),
        ]) {
          const { store } = await openSettings(await temporaryFolder(), file);
          expect(store.current.plotter.axis).toMatch(/^(time|samples)$/);
          await store.close();
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  test('whatever JSON it is, gives settings that are right', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(defaultSettings), '__proto__'), fc.jsonValue()),
        (tree) => {
          const { values } = understand(tree);
          expect(understand(values).wrong).toEqual([]);
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe('settings that change', () => {
  test('by hand hold at once, for every window', async () => {
    const folder = await temporaryFolder();
    const { store, changes } = await openSettings(folder, '{"theme": "dark"}');
    await writeFile(join(folder, 'settings.json'), '{"theme": "light", "zoom": 1.5}');
    await vi.waitFor(() => expect(changes.at(-1)).toMatchObject({ theme: 'light', zoom: 1.5 }));
    expect(store.current.zoom).toBe(1.5);
  });

  test('by hand into something broken stay as they were; the line is said once, and nothing is lost', async () => {
    const folder = await temporaryFolder();
    const { store, problems } = await openSettings(folder, '{"theme": "dark"}');
    const broken = '{\n  "theme": "light",\n  "zoom": \n}';
    await writeFile(join(folder, 'settings.json'), broken);
    await store.refresh();
    await store.refresh();
    expect(problems).toMatchObject([{ code: 'settings-broken' }]);
    expect(problems[0]?.message).toContain('line 4');
    expect(store.current.theme).toBe('dark');

    await store.update({ wordWrap: true });
    expect(await readFile(join(folder, 'settings.broken.json'), 'utf8')).toBe(broken);
    expect(await inFile(folder)).toEqual({ format: 1, theme: 'dark', wordWrap: true });
  });

  test('in two Nibbles at once do not eat each other', async () => {
    const folder = await temporaryFolder();
    const [one, other] = [await openSettings(folder), await openSettings(folder)];
    await one.store.update({ theme: 'dark', layout: { 'files.size': 12 } });
    await other.store.update({ zoom: 2, layout: { 'shell.size': 20 } });
    expect(await inFile(folder)).toMatchObject({
      theme: 'dark',
      zoom: 2,
      layout: { 'files.size': 12, 'shell.size': 20 },
    });
    expect(other.store.current.theme).toBe('dark');
    await vi.waitFor(() => expect(one.changes.at(-1)?.zoom).toBe(2));
  });

  test('quickly, one after the other, all hold and are all saved', async () => {
    const folder = await temporaryFolder();
    const { store } = await openSettings(folder);
    const sizes = Array.from({ length: 20 }, (_, index) => 10 + index);
    await Promise.all(sizes.map((editorTextSize) => store.update({ editorTextSize })));
    expect(store.current.editorTextSize).toBe(29);
    expect(await inFile(folder)).toEqual({ format: 1, editorTextSize: 29 });
  });

  test('back to the defaults leave the file, and what is not named stays', async () => {
    const folder = await temporaryFolder();
    const { store } = await openSettings(folder, '{"theme": "pink", "zoom": 2, "voice": 1}');
    await store.reset(['theme', 'wordWrap']);
    expect(store.current).toEqual({ ...defaultSettings, zoom: 2 });
    expect(await inFile(folder)).toEqual({ format: 1, zoom: 2, voice: 1 });
  });

  test('but cannot be saved hold all the same, and are saved with the next change that can', async () => {
    const folder = await temporaryFolder();
    const { store } = await openSettings(folder);
    await mkdir(join(folder, 'settings.json'));
    await expect(store.update({ theme: 'dark' })).rejects.toMatchObject({
      problem: { code: 'settings-not-saved' },
    });
    await store.refresh();
    expect(store.current.theme).toBe('dark');
  });

  test.skipIf(!canMount())('on a full disk stay in force and leave the file whole', async () => {
    const { folder, fill } = await diskWithLeft(64 * 1024);
    const { store } = await openSettings(folder);
    await store.update({ theme: 'dark' });
    fill();
    await expect(store.update({ zoom: 2 })).rejects.toMatchObject({
      problem: { code: 'settings-not-saved' },
    });
    expect(await inFile(folder)).toEqual({ format: 1, theme: 'dark' });
    expect(store.current).toMatchObject({ theme: 'dark', zoom: 2 });
  });

  test.skipIf(!canMount())('in a folder that one may neither read nor write say so', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'settings.json'), '{"theme": "dark"}');
    await asOrdinaryUser(async () => {
      const { store } = await openSettings(folder);
      expect(store.notices).toMatchObject([{ code: 'settings-unreadable' }]);
      await expect(store.update({ zoom: 2 })).rejects.toMatchObject({
        problem: { code: 'settings-not-saved' },
      });
      expect(store.current.zoom).toBe(2);
    });
    expect(await inFile(folder)).toEqual({ theme: 'dark' });
  });
});

describe('nibble-defaults.json', () => {
  async function defaults(text: string): Promise<string> {
    const file = join(await temporaryFolder(), 'nibble-defaults.json');
    await writeFile(file, text);
    return file;
  }

  test('says what everybody begins with; who changed something has that', async () => {
    const folder = await temporaryFolder();
    const file = await defaults('{"theme": "dark", "zoom": 1.25, "plotter": {"windowSeconds": 60}}');
    const { store } = await openSettings(folder, '{"zoom": 2}', file);
    expect(store.current).toMatchObject({
      theme: 'dark',
      zoom: 2,
      plotter: { axis: 'time', windowSeconds: 60 },
    });
    expect(store.defaultsFile).toBe(file);
    await store.reset(['zoom']);
    expect(store.current.zoom).toBe(1.25);
  });

  test('can lock a setting, whatever the person has in a file', async () => {
    const file = await defaults('{"sharedComputer": true, "locked": ["sharedComputer"]}');
    const { store } = await openSettings(await temporaryFolder(), '{"sharedComputer": false}', file);
    expect(store.current.sharedComputer).toBe(true);
    expect(store.locked).toEqual(['sharedComputer']);
    await expect(store.update({ sharedComputer: false })).rejects.toMatchObject({
      problem: { code: 'setting-locked' },
    });
    await store.update({ sharedComputer: true, theme: 'dark' });
    expect(store.current.theme).toBe('dark');
  });

  test('that is broken is said and not used', async () => {
    const { store } = await openSettings(
      await temporaryFolder(),
      undefined,
      await defaults('{\n"theme": dark}'),
    );
    expect(store.notices).toMatchObject([{ code: 'defaults-broken' }]);
    expect(store.notices[0]?.message).toContain('line 2');
    expect(store.current).toEqual(defaultSettings);
  });

  test('costs only what is wrong in it', async () => {
    const file = await defaults('{"theme": "pink", "zoom": 2, "zooom": 2, "locked": ["zoom", "colour"]}');
    const { store } = await openSettings(await temporaryFolder(), undefined, file);
    expect(store.notices).toMatchObject([{ code: 'defaults-values' }]);
    expect(store.notices[0]?.message).toContain('theme, zooom, locked');
    expect(store.current).toMatchObject({ theme: 'system', zoom: 2 });
    expect(store.locked).toEqual(['zoom']);
  });

  test('that is a folder is said and not used', async () => {
    const folder = await temporaryFolder();
    const { store } = await openSettings(folder, undefined, folder);
    expect(store.notices).toMatchObject([{ code: 'defaults-unreadable' }]);
  });
});
