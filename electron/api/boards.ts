/** Boards across the Channel: what they are, what can be asked of them, what they tell. */

import * as v from 'valibot';
import type { BoardFileEntry, BoardSpace } from '../../runtime/board-files.ts';
import type { OutputLeftOn } from '../../runtime/hardware/outputs-left-on.ts';
import type { BoardNature } from '../../resources/boards/usb-catalogue.ts';
import type { UsbIdentity } from '../../runtime/link.ts';
import type { BoardModel, HardwareSnapshot } from '../../runtime/hardware/virtual-hardware.ts';
import { boardId, job, nothing, path, source } from './fields.ts';
import { historyFile } from './history.ts';
import type { Problem } from './problem.ts';

export type { BoardFileEntry, BoardSpace } from '../../runtime/board-files.ts';
export type { BoardNature } from '../../resources/boards/usb-catalogue.ts';
export type { OutputLeftOn } from '../../runtime/hardware/outputs-left-on.ts';
export type { BoardModel, HardwareSnapshot, PinState } from '../../runtime/hardware/virtual-hardware.ts';

/**
 * What a board is doing, in product terms.
 * - `disconnected`: found, not connected.
 * - `connecting`: never longer than 3 s.
 * - `ready`: at its prompt.
 * - `running`: a program, or a line typed at the prompt, is running. `unsure`: or the board does not answer.
 * - `stopping`: Stop was pressed; the program may still be finishing. From 2 s on `force` is offered.
 * - `silent`: it does not answer.
 * - `other-firmware`: it answers, and is no MicroPython; `BoardSummary.firmware` names what it is.
 * - `gone`: unplugged or vanished.
 * - `waiting`: its USB vanished while a program ran there, as in a reset or a sleep; it comes back by itself.
 * - `rescuing`: Nibble waits for it to be plugged in, to catch it before its `main.py` starts.
 * - `busy`: another program has it.
 * - `denied`: this computer does not allow its use.
 * - `bootsel`: it waits for firmware.
 * - `crashed`: its firmware or program locked the chip up; only a reset helps.
 */
export type BoardStateName =
  | 'disconnected'
  | 'connecting'
  | 'ready'
  | 'running'
  | 'stopping'
  | 'silent'
  | 'other-firmware'
  | 'gone'
  | 'waiting'
  | 'rescuing'
  | 'busy'
  | 'denied'
  | 'bootsel'
  | 'crashed';

export interface BoardState {
  readonly name: BoardStateName;
  /** While `stopping`: true once the button has become "Force stop". */
  readonly force?: boolean;
  /** On `running`: nothing was heard since it was connected, and no prompt came. Stop is the way on. */
  readonly unsure?: true;
  /** Where a state needs words of its own. */
  readonly problem?: Problem;
}

/** How an emulated Pico is. */
export interface EmulationSummary {
  /** `off`: unplugged. `bootsel`: it waits for firmware. `crashed`: only a reset helps. */
  readonly mode: 'off' | 'running' | 'bootsel' | 'crashed';
  /** How fast it runs, in percent of a real Pico; `null` while it sleeps or is off. */
  readonly percent: number | null;
  /** Names of what its programs asked for and what is not emulated, since it got power. */
  readonly notEmulated: readonly string[];
  /** The address at which it crashed, `0x20001234`; else `null`. */
  readonly crashedAt: string | null;
  /** Absolute path of the folder that is its drive in BOOTSEL mode, while it is there. */
  readonly drive: string | null;
  /** The share of a UF2 file that it has taken, 0 to 1, while one is being installed from here. */
  readonly installing: number | null;
  /** The BOOTSEL button is held from here. */
  readonly bootselHeld: boolean;
}

/** One board as the board menu shows it. */
export interface BoardSummary {
  /** Stable: the same board has the same id after it was unplugged, and in the next session. */
  readonly id: string;
  readonly kind: 'simulator' | 'emulator' | 'serial';
  /** "Simulated Pico", "Pico on COM3". */
  readonly label: string;
  /** A short name that stays the same at every port, "Pico E661"; without it the label does. */
  readonly shortName?: string;
  readonly state: BoardState;
  /** "MicroPython 1.27.0", once known. */
  readonly firmware?: string;
  /** What a simulated board is called: the same for its "Fast" and its "Exact" self, which are two boards. */
  readonly simulated?: string;
  /** Present where pins can be watched and driven. */
  readonly model?: BoardModel;
  /** It can be unplugged and plugged in again from here. */
  readonly switchable?: boolean;
  /** The serial port it is at now, `COM3` or `/dev/ttyACM0`. */
  readonly port?: string;
  readonly serialNumber?: string;
  /** What is plugged in there, as far as it is known without opening it. */
  readonly nature?: BoardNature;
  /** What the operating system says of it on USB. */
  readonly usb?: UsbIdentity;
  /** What runs there was running when Nibble connected: people are asked before it is stopped. */
  readonly foreign?: true;
  /** It was caught before its `main.py` started, which is still there. True until the next run or restart. */
  readonly caught?: true;
  /** True where `main.py` is on the board: a program starts by itself. */
  readonly startsByItself?: boolean;
  /** Present for an emulated Pico that was connected once. */
  readonly emulation?: EmulationSummary;
}

/** How a program ended. */
export type RunOutcome =
  | { readonly kind: 'finished' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly traceback: string }
  /** It ran when the board was lost; the problem says why. */
  | { readonly kind: 'lost'; readonly problem: Problem };

/**
 * Text from a board, in order. `program` is what it printed (also the prompt and the echo of what
 * was typed), `error` a traceback, `notice` one line of Nibble's own, already worded, without a line
 * end: the shell gives it a line to itself. Line ends of the others are `\r\n`, as the board sent them.
 * Terminal sequences come as the program printed them: the window drops those that reach beyond the screen.
 */
export interface OutputPiece {
  readonly stream: 'program' | 'error' | 'notice';
  readonly text: string;
  /** On the notice that a program was started: what follows is its output. */
  readonly starts?: boolean;
}

const onBoard = v.object({ boardId });
const gpio = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(29));
const stopForeign = v.optional(v.boolean());
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** What can be asked of boards. */
export const boardRequests = {
  'board.list': nothing,
  'board.connect': onBoard,
  'board.disconnect': onBoard,
  /** Begins the stream of output, state and hardware events of this board to this window. */
  'board.attach': onBoard,
  'board.detach': onBoard,
  /**
   * Answers when the program has ended. `fileName` names it in tracebacks; `file` gets it into its history.
   * A program that was running when Nibble connected is the problem `board-foreign-program`, unless `stopForeign`.
   */
  'board.run': v.object({
    boardId,
    source,
    stopForeign,
    fileName: v.pipe(v.string(), v.maxLength(255)),
    file: v.optional(historyFile),
  }),
  /** First press of the Stop ladder; a second press forces. Answers once the board is at its prompt. */
  'board.stop': onBoard,
  /** Starts MicroPython anew; `stopForeign` as with `board.run`. */
  'board.softReset': v.object({ boardId, stopForeign }),
  /** Waits for the board to be plugged in and keeps its `main.py` from starting; the state tells how it goes. */
  'board.rescue': onBoard,
  /** Does not wait any longer. */
  'board.endRescue': onBoard,
  /** Takes the power away and gives it back; only `switchable` boards. */
  'board.powerCycle': onBoard,
  /** Keys typed in the shell. */
  'board.input': v.object({ boardId, data: v.pipe(v.string(), v.maxLength(1_000_000)) }),
  /** The window has shown this many characters of output: credit for as many more. */
  'board.acknowledge': v.object({ boardId, characters: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** Saves the program as `main.py` so that it starts by itself. */
  'board.keep': v.object({ boardId, source }),
  /** Renames `main.py` to `main.py.off`. */
  'board.doNotStartByItself': onBoard,
  'board.outputsOff': onBoard,

  'board.files.list': v.object({ boardId, path }),
  /** With a `job`, its progress is told, and it can be cancelled. */
  'board.files.read': v.object({ boardId, path, job: v.optional(job) }),
  /**
   * With `onlyNew`, a file that is there is a problem; with `replaces`, the SHA-256 of what may be replaced,
   * another content there is one (`board-file-changed`). `job` as with reading.
   */
  'board.files.write': v.object({
    boardId,
    path,
    text: source,
    onlyNew: v.optional(v.boolean()),
    replaces: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
    job: v.optional(job),
  }),
  'board.files.space': onBoard,
  /** Makes the board's file system anew, empty, whatever was in it. */
  'board.files.format': onBoard,

  'board.drivePin': v.object({ boardId, gpio, level: v.nullable(v.picklist([0, 1])) }),
  'board.setAnalog': v.object({
    boardId,
    channel: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3)),
    share,
  }),
  'board.setTemperature': v.object({
    boardId,
    celsius: v.pipe(v.number(), v.minValue(-40), v.maxValue(125)),
  }),
  'board.pressBootsel': v.object({ boardId, pressed: v.boolean() }),

  /** Cable and reset button of an emulated Pico. */
  'board.handle': v.object({ boardId, action: v.picklist(['plugIn', 'unplug', 'reset']) }),
  /** Installs a UF2 file that was dropped or chosen in this window; answers once the board restarts with it. */
  'board.install': v.object({ boardId, drop: v.pipe(v.string(), v.maxLength(64)), path }),
  /** Shows the drive of a board in BOOTSEL mode in the computer's own file manager. */
  'board.showDrive': onBoard,
} as const;

/** What boards answer. */
export interface BoardValues {
  'board.list': readonly BoardSummary[];
  'board.connect': null;
  'board.disconnect': null;
  'board.attach': { readonly recent: readonly OutputPiece[]; readonly hardware: HardwareSnapshot | null };
  'board.detach': null;
  /** `leftOn` is told where the program failed. */
  'board.run': { readonly outcome: RunOutcome; readonly leftOn: readonly OutputLeftOn[] };
  'board.stop': { readonly leftOn: readonly OutputLeftOn[] };
  'board.softReset': null;
  'board.rescue': null;
  'board.endRescue': null;
  'board.powerCycle': null;
  'board.input': null;
  'board.acknowledge': null;
  /** A `main.py` that Nibble had not put there is never overwritten: it is now called `oldName`. */
  'board.keep': { readonly replaced: boolean; readonly oldName?: string };
  'board.doNotStartByItself': null;
  'board.outputsOff': null;
  'board.files.list': readonly BoardFileEntry[];
  /** Exactly as it is on the board, line ends and byte-order mark included: `write` takes it so. */
  'board.files.read': { readonly text: string; readonly hash: string };
  /** The hash of what is there now. */
  'board.files.write': { readonly hash: string };
  'board.files.space': BoardSpace;
  'board.files.format': null;
  'board.drivePin': null;
  'board.setAnalog': null;
  'board.setTemperature': null;
  'board.pressBootsel': null;
  'board.handle': null;
  'board.install': null;
  'board.showDrive': null;
}

/** What boards tell. */
export interface BoardEvents {
  'boards.changed': { readonly boards: readonly BoardSummary[] };
  /** Text to show; counts against the window's credit. */
  'board.output': { readonly boardId: string; readonly pieces: readonly OutputPiece[] };
  /** At most 60 times a second, only when something changed. */
  'board.hardware': { readonly boardId: string; readonly snapshot: HardwareSnapshot };
  /** The board's files may have changed. */
  'board.files.changed': { readonly boardId: string };
}
