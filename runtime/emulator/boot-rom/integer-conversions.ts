/** From numbers to integers and fixed point and back, with the roundings and clamps of the boot ROM (2.8.3.2). */

const largestScale = 2000;

/** `value` times 2 to the power of `places`, rounded towards -infinity. Whole, or infinite. */
export function floorScaled(value: number, places: number): number {
  const scaled = scale(value, places);
  return scaled === 0 && value < 0 ? -1 : Math.floor(scaled);
}

/** Nearest representable to a limit where `value` is beyond it. */
export function clamp(value: number, lowest: number, highest: number): number {
  return value < lowest ? lowest : value > highest ? highest : value;
}

/** `value` times 2 to the power of `places`: in two steps, because neither power alone may be a double. */
export function scale(value: number, places: number): number {
  const limited = clamp(places, -largestScale, largestScale);
  const half = limited >> 1;
  return value * 2 ** half * 2 ** (limited - half);
}

/** The 64-bit integer in a pair of registers, the low word in the first. */
export function readInteger64(registers: Int32Array, signed: boolean): bigint {
  const bits = (BigInt(registers[1]! >>> 0) << 32n) | BigInt(registers[0]! >>> 0);
  return signed ? BigInt.asIntN(64, bits) : bits;
}

/** Writes a whole number, clamped to 64 bits with or without sign, into the first two registers. */
export function writeInteger64(registers: Int32Array, value: number, signed: boolean): void {
  const lowest = signed ? -(2 ** 63) : 0;
  const limit = signed ? 2 ** 63 : 2 ** 64;
  const highest = signed ? (1n << 63n) - 1n : (1n << 64n) - 1n;
  const bits = value >= limit ? highest : BigInt(Math.max(lowest, value));
  registers[0] = Number(BigInt.asIntN(32, bits));
  registers[1] = Number(BigInt.asIntN(32, bits >> 32n));
}

/**
 * A number with at most 53 bits that rounds to a single as `value` itself does: bits that do not fit leave a one
 * in the lowest place.
 */
export function roundableToSingle(value: bigint): number {
  let magnitude = value < 0n ? -value : value;
  let exponent = 0;
  if (magnitude >= 1n << 53n) {
    exponent = 11;
    const lost = (magnitude & 0x7ffn) !== 0n;
    magnitude = (magnitude >> 11n) | (lost ? 1n : 0n);
  }
  const rounded = Number(magnitude) * 2 ** exponent;
  return value < 0n ? -rounded : rounded;
}
