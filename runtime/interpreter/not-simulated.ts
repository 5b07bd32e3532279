/**
 * Modules of a Pico (W) that "Fast" does not simulate: they can be imported, and say in one sentence that
 * they need "Exact" or a real Pico as soon as something of them is used.
 *
 * Names and numbers are those of MicroPython 1.26.1 on a Pico and a Pico W.
 */

import type { BoardModel } from '../hardware/virtual-hardware.ts';
import type { PythonPart } from './peripheral.ts';

/** What a module offers, by kind. */
interface NotSimulated {
  readonly module: string;
  readonly onlyOn?: BoardModel;
  /** Further names it can be imported by. */
  readonly aliases?: readonly string[];
  readonly constants?: Readonly<Record<string, number>>;
  readonly functions?: readonly string[];
  readonly errors?: readonly string[];
  /** Classes, each with its constants. */
  readonly classes?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const internetNames = {
  constants: {
    AF_INET: 2,
    AF_INET6: 10,
    SOCK_STREAM: 1,
    SOCK_DGRAM: 2,
    SOCK_RAW: 3,
    IPPROTO_IP: 0,
    IPPROTO_TCP: 6,
    SOL_SOCKET: 1,
    SO_REUSEADDR: 4,
    SO_BROADCAST: 32,
    TCP_NODELAY: 64,
    MSG_PEEK: 1,
    MSG_DONTWAIT: 2,
    IP_ADD_MEMBERSHIP: 1024,
    IP_DROP_MEMBERSHIP: 1025,
  },
  functions: ['getaddrinfo', 'callback', 'print_pcbs', 'reset'],
  classes: { socket: {} },
} as const;

const secureNames = {
  constants: {
    PROTOCOL_TLS_CLIENT: 0,
    PROTOCOL_TLS_SERVER: 1,
    PROTOCOL_DTLS_CLIENT: 2,
    PROTOCOL_DTLS_SERVER: 3,
    CERT_NONE: 0,
    CERT_OPTIONAL: 1,
    CERT_REQUIRED: 2,
  },
  classes: { SSLContext: {} },
} as const;

const chipNames = {
  functions: ['bootsel_button'],
  classes: { DMA: {}, Flash: {}, PIO: {}, StateMachine: {} },
};

const onEveryBoard: readonly NotSimulated[] = [
  { module: '_boot' },
  { module: '_boot_fat' },
  { module: '_onewire', functions: ['reset', 'readbit', 'readbyte', 'writebit', 'writebyte', 'crc8'] },
  { module: '_rp2', ...chipNames },
  { module: 'cryptolib', classes: { aes: {} } },
  { module: 'neopixel', classes: { NeoPixel: {} } },
  { module: 'onewire', errors: ['OneWireError'], classes: { OneWire: {} } },
  { module: 'ds18x20', classes: { DS18X20: {} } },
  { module: 'dht', classes: { DHT11: {}, DHT22: {}, DHTBase: {} } },
];

const withRadio: readonly NotSimulated[] = [
  {
    module: 'network',
    constants: {
      STA_IF: 0,
      AP_IF: 1,
      STAT_IDLE: 0,
      STAT_CONNECTING: 1,
      STAT_GOT_IP: 3,
      STAT_CONNECT_FAIL: -1,
      STAT_NO_AP_FOUND: -2,
      STAT_WRONG_PASSWORD: -3,
    },
    functions: ['country', 'hostname', 'ipconfig', 'route'],
    classes: {
      WLAN: {
        IF_STA: 0,
        IF_AP: 1,
        PM_NONE: 16,
        PM_PERFORMANCE: 10_555_714,
        PM_POWERSAVE: 17,
        SEC_OPEN: 0,
        SEC_WPA_WPA2: 4_194_310,
        SEC_WPA3: 16_777_220,
        SEC_WPA2_WPA3: 20_971_524,
      },
    },
  },
  { module: 'socket', ...internetNames },
  { module: 'lwip', ...internetNames },
  { module: 'tls', ...secureNames },
  { module: 'ssl', ...secureNames, functions: ['wrap_socket'] },
  {
    module: 'requests',
    aliases: ['urequests'],
    functions: ['request', 'get', 'post', 'put', 'patch', 'delete', 'head'],
    classes: { Response: {} },
  },
  { module: 'mip', functions: ['install'] },
  { module: 'ntptime', functions: ['time', 'settime'] },
  { module: 'websocket', classes: { websocket: {} } },
  { module: '_webrepl', classes: { _webrepl: {} } },
  { module: 'webrepl', functions: ['start', 'stop', 'start_foreground'] },
  { module: 'webrepl_setup' },
  {
    module: 'bluetooth',
    constants: { FLAG_READ: 2, FLAG_WRITE_NO_RESPONSE: 4, FLAG_WRITE: 8, FLAG_NOTIFY: 16, FLAG_INDICATE: 32 },
    classes: { BLE: {}, UUID: {} },
  },
  {
    module: 'aioble',
    aliases: ['central', 'client', 'core', 'device', 'l2cap', 'peripheral', 'security', 'server'].map(
      (part) => `aioble.${part}`,
    ),
    constants: { ADDR_PUBLIC: 0, ADDR_RANDOM: 1 },
    functions: ['advertise', 'config', 'register_services', 'scan', 'stop'],
    errors: ['DeviceDisconnectedError', 'GattError'],
    classes: { BufferedCharacteristic: {}, Characteristic: {}, Descriptor: {}, Device: {}, Service: {} },
  },
];

/** One part for each of these modules. A file of the board with the same name is imported instead. */
export const notSimulatedParts: readonly PythonPart[] = [
  ...onEveryBoard.map((module) => partOf(module)),
  ...withRadio.map((module) => ({ ...partOf(module), onlyOn: 'pico-w' as const })),
];

function partOf(names: NotSimulated): PythonPart {
  const { module } = names;
  const lines = [
    ...Object.entries(names.constants ?? {}).map(([name, value]) => `${name} = ${value}`),
    ...(names.functions ?? []).map((name) => `${name} = _needs_exact.function("${module}.${name}()")`),
    ...(names.errors ?? []).map((name) => `${name} = type("${name}", (Exception,), {})`),
    ...Object.entries(names.classes ?? {}).map(
      ([name, constants]) => `${name} = _needs_exact.make_class("${module}.${name}"${keywords(constants)})`,
    ),
  ];
  const exported = [
    ...Object.keys(names.constants ?? {}),
    ...(names.functions ?? []),
    ...(names.errors ?? []),
    ...Object.keys(names.classes ?? {}),
  ];
  lines.push(`_exports = ${tuple(exported)}`, `_aliases = ${tuple(names.aliases ?? [])}`);
  return { module, source: ['import _needs_exact', ...lines].join('\n'), standIn: true };
}

function tuple(names: readonly string[]): string {
  return `(${names.map((name) => `"${name}",`).join(' ')})`;
}

function keywords(constants: Readonly<Record<string, number>>): string {
  return Object.entries(constants)
    .map(([name, value]) => `, ${name}=${value}`)
    .join('');
}
