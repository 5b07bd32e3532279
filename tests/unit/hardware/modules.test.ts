/** Which modules there are: those of a Pico, and no others. */

import { afterEach, describe, expect, it } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;
afterEach(() => board.end());

/** What MicroPython 1.26.1 for the Pico prints for `help('modules')`. */
const modulesOfPico = `
__main__          asyncio/lock      gc                random
_asyncio          asyncio/stream    hashlib           re
_boot             binascii          heapq             rp2
_boot_fat         builtins          io                select
_onewire          cmath             json              struct
_rp2              collections       machine           sys
_thread           cryptolib         math              time
array             deflate           micropython       uasyncio
asyncio/__init__  dht               neopixel          uctypes
asyncio/core      ds18x20           onewire           vfs
asyncio/event     errno             os
asyncio/funcs     framebuf          platform
Plus any modules on the filesystem
`;

/** The same for the Pico W. */
const modulesOfPicoW = `
__main__          asyncio/__init__  hashlib           rp2
_asyncio          asyncio/core      heapq             select
_boot             asyncio/event     io                socket
_boot_fat         asyncio/funcs     json              ssl
_onewire          asyncio/lock      lwip              struct
_rp2              asyncio/stream    machine           sys
_thread           binascii          math              time
_webrepl          bluetooth         micropython       tls
aioble/__init__   builtins          mip/__init__      uasyncio
aioble/central    cmath             neopixel          uctypes
aioble/client     collections       network           urequests
aioble/core       cryptolib         ntptime           vfs
aioble/device     deflate           onewire           webrepl
aioble/l2cap      dht               os                webrepl_setup
aioble/peripheral ds18x20           platform          websocket
aioble/security   errno             random
aioble/server     framebuf          re
array             gc                requests/__init__
Plus any modules on the filesystem
`;

const notOnAnyPico = [
  ...[
    'abc',
    'base64',
    'copy',
    'datetime',
    'fnmatch',
    'functools',
    'gzip',
    'hmac',
    'html',
    'inspect',
    'itertools',
  ],
  ...[
    'js',
    'jsffi',
    'locale',
    'logging',
    'operator',
    'pathlib',
    'stat',
    'string',
    'tarfile',
    'types',
    'unittest',
  ],
  ...[
    'uu',
    'zlib',
    'os.path',
    'collections.defaultdict',
    '_nibble',
    '_events',
    '_arguments',
    '_pins',
    '_needs_exact',
  ],
];

/** Tries to import each, and returns the names that could not be. */
async function missing(names: readonly string[]): Promise<string[]> {
  const { output, error } = await board.run(`
for name in ${JSON.stringify(names)}:
    try: __import__(name)
    except ImportError: print(name)`);
  expect(error).toBe('');
  return output.split('\r\n').filter(Boolean);
}

describe.each([
  ['pico', modulesOfPico],
  ['pico-w', modulesOfPicoW],
] as const)('a %s', (model, listed) => {
  it('lists the modules of the real one, and they can be imported', async () => {
    board = await SimulatedBoard.start({ model });
    await board.prompt();
    const { output } = await board.run("help('modules')");
    expect(output.replaceAll('\r', '')).toBe(listed.slice(1));
    const names = listed.split('Plus')[0]!.split(/\s+/).filter(Boolean);
    expect(await missing(names.map((name) => name.replace('/__init__', '').replace('/', '.')))).toEqual([]);
  });

  it('has no others', async () => {
    board = await SimulatedBoard.start({ model });
    await board.prompt();
    expect(await missing(notOnAnyPico)).toEqual(notOnAnyPico);
    if (model === 'pico') expect(await missing(['network', 'socket', 'bluetooth'])).toHaveLength(3);
    const { output } = await board.run('import collections\nprint(hasattr(collections, "defaultdict"))');
    expect(output).toBe('False\r\n');
  });
});

it('finds modules by the names of older versions', async () => {
  board = await SimulatedBoard.start();
  await board.prompt();
  expect(await missing(['umachine', 'uos', 'utime', 'usys', 'ujson', 'uasyncio', 'urandom'])).toEqual([]);
});

it("prefers the board's own files to modules that are not simulated", async () => {
  board = await SimulatedBoard.start();
  await board.prompt();
  await board.run(`
import os
os.mkdir('lib')
for path in ('neopixel.py', 'lib/onewire.py', 'pathlib.py'):
    with open(path, 'w') as file: file.write('origin = ' + repr(path))`);
  await board.send('\x04');
  await board.until(/soft reboot[^]*>$/);
  board.take();
  const { output, error } = await board.run(
    'import neopixel, onewire, pathlib\nprint(neopixel.origin, onewire.origin, pathlib.origin)',
  );
  expect(error).toBe('');
  expect(output).toBe('neopixel.py lib/onewire.py pathlib.py\r\n');
});

it.each(['native', 'viper'])('says what @micropython.%s needs', async (kind) => {
  board = await SimulatedBoard.start();
  await board.prompt();
  const { error } = await board.run(`import micropython\n@micropython.${kind}\ndef f(): pass`);
  expect(error).toMatch(/SyntaxError: needs "Exact" or a real Pico\r\n$/);
});

it('has locks, but no second core', async () => {
  board = await SimulatedBoard.start();
  await board.prompt();
  const { output, error } = await board.run(`
import _thread
lock = _thread.allocate_lock()
with lock: print(lock.locked(), lock.acquire(False))
print(lock.locked())
_thread.start_new_thread(print, (1,))`);
  expect(output).toBe('True False\r\nFalse\r\n');
  expect(error).toMatch(
    /NotImplementedError: _thread.start_new_thread\(\) needs "Exact" or a real Pico\r\n$/,
  );
});

it('helps', async () => {
  board = await SimulatedBoard.start();
  await board.prompt();
  const { output } = await board.run('help()\nfrom machine import ADC\nhelp(ADC)');
  expect(output).toContain('Ctrl-C stops a program.');
  expect(output).toMatch(/object <class 'ADC'> is of type type\r\n/);
  expect(output).toContain('read_u16 -- ');
});
