/** Instructions of PIO as the words that they are (RP2040 datasheet, 3.4). `extra` is delay and side-set, 0 to 31. */

const word = (operation: number, operand: number, extra: number): number =>
  (operation << 13) | (extra << 8) | operand;

const conditions = { always: 0, notX: 1, xDown: 2, notY: 3, yDown: 4, differ: 5, pin: 6, notEmpty: 7 };
const places = { pins: 0, x: 1, y: 2, null: 3, directions: 4, pc: 5, isr: 6, osr: 7, exec: 7 };
type Place = keyof typeof places;

export const jmp = (target: number, condition: keyof typeof conditions = 'always', extra = 0): number =>
  word(0, (conditions[condition] << 5) | target, extra);
export const waitFor = (level: 0 | 1, source: 'gpio' | 'pin' | 'irq', index: number, extra = 0): number =>
  word(1, (level << 7) | ({ gpio: 0, pin: 1, irq: 2 }[source] << 5) | index, extra);
export const inFrom = (place: Place, count: number, extra = 0): number =>
  word(2, (places[place] << 5) | (count & 31), extra);
export const outTo = (place: Place, count: number, extra = 0): number =>
  word(3, (places[place] << 5) | (count & 31), extra);
export const push = (flags: { ifFull?: boolean; block?: boolean } = {}, extra = 0): number =>
  word(4, (flags.ifFull ? 0x40 : 0) | (flags.block ? 0x20 : 0), extra);
export const pull = (flags: { ifEmpty?: boolean; block?: boolean } = {}, extra = 0): number =>
  word(4, 0x80 | (flags.ifEmpty ? 0x40 : 0) | (flags.block ? 0x20 : 0), extra);
/** MOV names its destinations otherwise: 4 is EXEC, and 5 as a source is STATUS. */
export const mov = (
  to: 'pins' | 'x' | 'y' | 'exec' | 'pc' | 'isr' | 'osr',
  from: 'pins' | 'x' | 'y' | 'null' | 'status' | 'isr' | 'osr',
  change: 'as is' | 'inverted' | 'reversed' = 'as is',
  extra = 0,
): number =>
  word(
    5,
    ({ pins: 0, x: 1, y: 2, exec: 4, pc: 5, isr: 6, osr: 7 }[to] << 5) |
      ({ 'as is': 0, inverted: 1, reversed: 2 }[change] << 3) |
      { pins: 0, x: 1, y: 2, null: 3, status: 5, isr: 6, osr: 7 }[from],
    extra,
  );
export const irq = (index: number, kind: 'set' | 'wait' | 'clear' = 'set', extra = 0): number =>
  word(6, { set: 0, wait: 0x20, clear: 0x40 }[kind] | index, extra);
export const set = (place: 'pins' | 'x' | 'y' | 'directions', value: number, extra = 0): number =>
  word(7, (places[place] << 5) | value, extra);
export const nop = (extra = 0): number => mov('y', 'y', 'as is', extra);
