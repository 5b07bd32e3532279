/** Problems: what went wrong, in words a person can use. */

import type { Problem } from './api.ts';
import type { CommandId } from '../resources/commands.ts';
import type problems from '../resources/messages/en/problems.json';
import { t } from '../resources/messages/messages.ts';

/** Every problem the host can report; its words are in the message catalogue under the same key. */
export type ProblemCode = keyof typeof problems;

/** What the sentences of a problem name: a file, a board, a path. */
export type ProblemValues = Readonly<Record<string, string>>;

/** Problems with a button: the command it runs in the window. */
const commands: Partial<Record<ProblemCode, CommandId>> = {
  'board-running': 'program.stop',
  'board-foreign-program': 'program.stop',
  'board-other-firmware': 'board.install',
  'board-busy': 'board.connect',
  'board-busy-with': 'board.connect',
  'board-denied': 'board.connect',
  'board-denied-group': 'board.connect',
  'board-denied-session': 'board.connect',
  'board-denied-port': 'board.connect',
  'board-failed': 'board.connect',
  'board-slow-start': 'board.connect',
  'board-bootsel': 'board.install',
  'board-crashed': 'board.reset',
  'board-without-usb': 'board.install',
  'board-off': 'board.plugIn',
  'emulator-in-use': 'board.connect',
  'board-silent': 'board.wakeUp',
  'board-silent-stranger': 'board.wakeUp',
  'board-silent-switchable': 'board.wakeUp',
  'board-locked': 'board.wakeUp',
  'board-escaped': 'help.doesNotStop',
  'board-file-damaged': 'board.format',
};

/** Puts a problem into words. */
export function describeProblem(code: ProblemCode, values: ProblemValues = {}): Problem {
  const words = (part: 'message' | 'hint' | 'action') => t(`problems:${code}.${part}` as never, values);
  const command = commands[code];
  return {
    code,
    message: words('message'),
    hint: words('hint'),
    ...(command ? { action: { command, label: words('action') } } : {}),
  };
}

/** Thrown inside the host where a person has to be told; becomes data before it reaches a window. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, values?: ProblemValues, options?: ErrorOptions);
  constructor(problem: Problem);
  constructor(what: ProblemCode | Problem, values: ProblemValues = {}, options?: ErrorOptions) {
    const problem = typeof what === 'string' ? describeProblem(what, values) : what;
    super([problem.message, problem.hint, problem.copy].filter(Boolean).join(' '), options);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}
