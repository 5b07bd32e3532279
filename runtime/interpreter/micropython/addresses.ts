/**
 * Where MicroPython 1.27.0 (npm @micropython/micropython-webassembly-pyscript) keeps what we reach
 * into: byte addresses in its memory, found by comparing memory before and after. `checkAddresses`
 * proves them at every start, before any Python runs.
 */

export const addresses = {
  /** `MP_STATE_THREAD(mp_pending_exception)`: an object, 0 when there is none. */
  pendingException: 185148,
  /** `MP_STATE_VM(mp_kbd_exception)`: the one KeyboardInterrupt object itself. */
  keyboardException: 185176,
  /** `MP_STATE_VM(sched_queue)`: slots of {function, argument}. */
  schedulerQueue: 185300,
  /** `MP_STATE_VM(sched_state)`, an int16: 1 idle, 0 pending, below 0 locked. */
  schedulerState: 185360,
  /** `MP_STATE_VM(sched_len)`, a byte, directly behind the state. */
  schedulerLength: 185362,
  /** `MP_STATE_VM(repl_line)`: the line being typed, a `vstr_t` {allocated, length, bytes}. */
  replLine: 185340,
  /** `pyexec_mode_kind`, an int: 0 friendly REPL, 1 raw REPL. */
  replMode: 186084,
  /** `repl.paste_mode`, a byte. */
  pasteMode: 186089,
  /** `rl.orig_line_len`: where in the line the part being edited begins. */
  lineStart: 186096,
  /** `rl.escape_seq`: 0 outside an escape sequence. */
  lineEscape: 186100,
  /** `rl.cursor_pos`. */
  lineCursor: 186108,
  /** `__THREW__` of Emscripten's longjmp: the buffer being jumped to. */
  threw: 186852,
} as const;

/** Slots of the scheduler's queue (`MICROPY_SCHEDULER_DEPTH`). */
export const schedulerDepth = 4;

/** Where MicroPython's static data ends and its heap may begin; objects below never move or die. */
export const staticDataEnd = 187_000;

/** The exports used for checking. */
export interface CheckedExports {
  mp_sched_keyboard_interrupt(): void;
  setThrew(buffer: number, value: number): void;
}

/** Throws when the memory is not laid out as `addresses` says. Leaves it as it was. */
export function checkAddresses(memory: WebAssembly.Memory, exports: CheckedExports): void {
  const view = new DataView(memory.buffer);
  const expect = (what: string, holds: boolean): void => {
    if (!holds)
      throw new Error(`MicroPython is not laid out as expected (${what}); its version must be 1.27.0`);
  };
  expect('scheduler at rest', view.getInt16(addresses.schedulerState, true) === 1);
  expect('empty queue', view.getUint8(addresses.schedulerLength) === 0);
  expect('no pending exception', view.getUint32(addresses.pendingException, true) === 0);
  exports.mp_sched_keyboard_interrupt();
  expect(
    'KeyboardInterrupt',
    view.getUint32(addresses.pendingException, true) === addresses.keyboardException,
  );
  expect('pending state', view.getInt16(addresses.schedulerState, true) === 0);
  view.setUint32(addresses.pendingException, 0, true);
  view.setInt16(addresses.schedulerState, 1, true);
  const probe = 0x5a5a1234;
  exports.setThrew(probe, probe + 1);
  expect('longjmp buffer', view.getUint32(addresses.threw, true) === probe);
  exports.setThrew(0, 0);
  view.setUint32(addresses.threw, 0, true);
  view.setUint32(addresses.threw + 4, 0, true);
}
