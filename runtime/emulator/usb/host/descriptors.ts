/** What a device says of itself (USB 2.0, 9.6; CDC 1.2, 5.2.3). */

const descriptorType = { interface: 4, endpoint: 5, classInterface: 0x24 } as const;
const unionSubtype = 6;
const communicationClass = 2;
const abstractControlModel = 2;
const dataClass = 10;
const bulk = 2;

/** The part of a device descriptor that matters here. */
export interface DeviceDescriptor {
  readonly endpoint0Size: number;
  readonly vendorId: number;
  readonly productId: number;
  /** Numbers of strings; 0 for none. */
  readonly manufacturer: number;
  readonly product: number;
  readonly serialNumber: number;
}

/** Reads a device descriptor of which at least the first 8 bytes came. */
export function readDeviceDescriptor(bytes: Uint8Array): DeviceDescriptor {
  const at = (offset: number): number => bytes[offset] ?? 0;
  return {
    endpoint0Size: at(7),
    vendorId: at(8) | (at(9) << 8),
    productId: at(10) | (at(11) << 8),
    manufacturer: at(14),
    product: at(15),
    serialNumber: at(16),
  };
}

/** Text of a string descriptor. */
export function readStringDescriptor(bytes: Uint8Array): string {
  const end = Math.min(bytes[0] ?? 0, bytes.length);
  return new TextDecoder('utf-16le').decode(bytes.subarray(2, end));
}

/** The serial port among a device's interfaces (CDC's abstract control model). */
export interface SerialPortDescription {
  /** Interface that requests are sent to. */
  readonly controlInterface: number;
  readonly inEndpoint: number;
  readonly outEndpoint: number;
}

interface InterfaceDescription {
  readonly number: number;
  readonly class: number;
  readonly subclass: number;
  /** Interfaces that a union ties to this one. */
  readonly tied: number[];
  inEndpoint: number;
  outEndpoint: number;
}

/** The first serial port in a configuration descriptor, or `null`. Other interfaces are left alone. */
export function findSerialPort(configuration: Uint8Array): SerialPortDescription | null {
  const interfaces = readInterfaces(configuration);
  for (const control of interfaces) {
    if (control.class !== communicationClass || control.subclass !== abstractControlModel) continue;
    const data = interfaces.find((other) => other.class === dataClass && control.tied.includes(other.number));
    if (!data || data.inEndpoint === 0 || data.outEndpoint === 0) continue;
    const { inEndpoint, outEndpoint } = data;
    return { controlInterface: control.number, inEndpoint, outEndpoint };
  }
  return null;
}

function readInterfaces(configuration: Uint8Array): InterfaceDescription[] {
  const interfaces: InterfaceDescription[] = [];
  for (let start = 0; start + 2 <= configuration.length;) {
    const length = configuration[start] ?? 0;
    if (length < 2) break;
    readDescriptor(configuration.subarray(start, start + length), interfaces);
    start += length;
  }
  return interfaces;
}

/** Adds a descriptor to what is known: an interface, or something about the last one. */
function readDescriptor(bytes: Uint8Array, interfaces: InterfaceDescription[]): void {
  const at = (offset: number): number => bytes[offset] ?? 0;
  const last = interfaces.at(-1);
  if (at(1) === descriptorType.interface) {
    const [number, interfaceClass, subclass] = [at(2), at(5), at(6)];
    interfaces.push({ number, class: interfaceClass, subclass, tied: [], inEndpoint: 0, outEndpoint: 0 });
  } else if (last && at(1) === descriptorType.classInterface && at(2) === unionSubtype) {
    last.tied.push(...bytes.subarray(4));
  } else if (last && at(1) === descriptorType.endpoint && (at(3) & 3) === bulk) {
    if (at(2) & 0x80) last.inEndpoint = at(2) & 15;
    else last.outEndpoint = at(2) & 15;
  }
}
