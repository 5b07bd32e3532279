/** What completion offers exists in real MicroPython. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import micropython from '../../../resources/messages/en/micropython.json';
import { builtins, keywords, moduleMembers, typeMembers } from '../../../resources/micropython/catalogue.ts';
import signatures from '../../../resources/micropython/signatures.json';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start({ model: 'pico-w' });
  await board.prompt();
});

afterAll(() => board.end());

/** Runs a program that prints names, one per line. */
async function printed(program: string): Promise<string[]> {
  const { output, error } = await board.run(program);
  expect(error).toBe('');
  return output.split('\r\n').filter((line) => line !== '');
}

test('every builtin', async () => {
  expect(
    await printed(
      `import builtins\nfor n in ${JSON.stringify(builtins)}:\n    if not hasattr(builtins, n): print(n)`,
    ),
  ).toEqual([]);
});

test('every keyword is none of the names a program may have', async () => {
  const program = (word: string) =>
    `try:\n    compile(${JSON.stringify(`${word} = 1`)}, '', 'exec')\n    print(${JSON.stringify(word)})\nexcept SyntaxError:\n    pass\n`;
  expect(await printed(keywords.map(program).join(''))).toEqual([]);
});

/** On the chip only: what the simulated Pico's modules lack. */
const onlyOnTheChip = ['hashlib.sha1', 'ntptime.host', 'ntptime.timeout', 'rp2.country'];

/** Types that the simulated Pico only names, with their constants at most: their methods were recorded. */
const notSimulated = (
  'BLE BufferedCharacteristic Characteristic DHT11 DHT22 DMA DS18X20 Descriptor Device Flash I2C I2CTarget I2S ' +
  'NeoPixel OneWire PIO PIOASMEmit Response SPI SSLContext SoftI2C SoftSPI StateMachine UART USBDevice VfsFat ' +
  'VfsLfs2 WDT WLAN aes sha1 socket'
).split(' ');

test('every module and what is in it', async () => {
  const all = [...moduleMembers].map(([module, names]) => `('${module}', '${names.join(' ')}')`).join(',\n');
  const missing = await printed(`for m, names in [${all}]:
    try:
        module = __import__(m)
    except ImportError:
        print(m)
        continue
    for n in names.split():
        if not hasattr(module, n): print(m + '.' + n)
`);
  expect(missing).toEqual(onlyOnTheChip);
});

test('every member of every type', async () => {
  const all = [...typeMembers].map(([type, names]) => `('${type}', '${names.join(' ')}')`).join(',\n');
  const missing = await printed(`import builtins
def find(type):
    if type == 'TextIOWrapper':
        return open('names.txt', 'w')
    if hasattr(builtins, type):
        return getattr(builtins, type)
    for m in '${[...moduleMembers.keys()].join(' ')}'.split():
        try:
            module = __import__(m)
        except ImportError:
            continue
        if hasattr(module, type):
            return getattr(module, type)
for t, names in [${all}]:
    type = find(t)
    methods = [n for n in names.split() if n.lower() == n]
    missing = [n for n in methods if not hasattr(type, n)]
    for n in [''] if missing == methods else missing: print(t + ('.' + n if n else ''))
`);
  expect(missing).toEqual(notSimulated);
});

test('signatures and explanations belong to names that are there', () => {
  const has = (names: Iterable<string> | undefined, name: string) => [...(names ?? [])].includes(name);
  for (const about of [signatures, micropython]) {
    for (const name of Object.keys(about.builtins)) expect(builtins, name).toContain(name);
    for (const [module, members] of Object.entries(about.in)) {
      for (const name of Object.keys(members))
        expect(has(moduleMembers.get(module), name), `${module}.${name}`).toBe(true);
    }
    for (const [type, members] of Object.entries(about.of)) {
      for (const name of Object.keys(members))
        expect(has(typeMembers.get(type), name), `${type}.${name}`).toBe(true);
    }
  }
  for (const name of Object.keys(micropython.keywords)) expect(keywords).toContain(name);
  expect(Object.keys(micropython.modules).sort()).toEqual(
    [...moduleMembers.keys()].filter((name) => name in micropython.modules).sort(),
  );
});
