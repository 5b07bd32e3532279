/** What windows ask of boards. */

import type { Clock } from '../../runtime/clock.ts';
import type { VirtualHardware } from '../../runtime/hardware/virtual-hardware.ts';
import type { RequestName, RequestParameters, RequestValues } from '../api.ts';
import type { Handlers } from '../channel/answers.ts';
import type { Session } from '../channel/session.ts';
import { ProblemError } from '../problem.ts';
import type { Board } from './board.ts';
import { boardProblem } from './board-problems.ts';
import type { BoardRegistry } from './board-registry.ts';
import { BoardViews } from './board-views.ts';

type BoardRequest = Exclude<
  Extract<RequestName, `board.${string}`>,
  `board.files.${string}` | 'board.handle' | 'board.install' | 'board.showDrive'
>;
type BoardJob = Exclude<BoardRequest, 'board.list'>;

/** What carries out a job on one board. */
type Jobs = {
  readonly [N in BoardJob]: (
    board: Board,
    parameters: RequestParameters<N>,
    session: Session,
  ) => RequestValues[N] | Promise<RequestValues[N]>;
};

/** Handlers for every request that carries a `boardId` and is not about files, and for the list of boards. */
export function boardHandlers(boards: BoardRegistry, clock: Clock): Handlers<Session, BoardRequest> {
  const views = new BoardViews(clock);
  const jobs: Jobs = {
    'board.connect': (board) => board.connect().then(nothing),
    'board.disconnect': (board) => board.disconnect().then(nothing),
    'board.attach': (board, _parameters, session) => views.attach(board, session),
    'board.detach': (board, _parameters, session) => nothing(views.detach(board, session)),
    'board.acknowledge': (board, { characters }, session) =>
      nothing(views.acknowledge(board, session, characters)),
    'board.run': (board, { source, fileName, stopForeign = false }) =>
      board.run(source, fileName, { stopForeign }),
    'board.stop': async (board) => ({ leftOn: await board.stop() }),
    'board.softReset': (board, { stopForeign = false }) => board.softReset({ stopForeign }).then(nothing),
    'board.rescue': (board) => board.rescue().then(nothing),
    'board.endRescue': (board) => board.endRescue().then(nothing),
    'board.powerCycle': (board) => board.powerCycle().then(nothing),
    'board.input': (board, { data }) => nothing(board.type(data)),
    'board.keep': async (board, { source }) => {
      const { replaced, oldName } = await board.keep(source);
      return { replaced, ...(oldName !== undefined && { oldName }) };
    },
    'board.doNotStartByItself': (board) => board.doNotStartByItself().then(nothing),
    'board.outputsOff': (board) => board.outputsOff().then(nothing),

    'board.drivePin': (board, { gpio, level }) => nothing(pins(board).drivePin(gpio, level)),
    'board.setAnalog': (board, { channel, share }) => nothing(pins(board).setAnalog(channel, share)),
    'board.setTemperature': (board, { celsius }) => nothing(pins(board).setTemperature(celsius)),
    'board.pressBootsel': (board, { pressed }) => nothing(board.pressBootsel(pressed)),
  };
  return { ...bindJobs(jobs, boards), 'board.list': () => boards.summaries };
}

/** Finds the board of each request and puts what goes wrong with it into words. */
function bindJobs(jobs: Jobs, boards: BoardRegistry): Handlers<Session, BoardJob> {
  const bind =
    (job: (board: Board, parameters: never, session: Session) => unknown) =>
    async (parameters: { boardId: string }, session: Session) => {
      const board = boards.get(parameters.boardId);
      try {
        return await job(board, parameters as never, session);
      } catch (error) {
        throw boardProblem(error, board.label);
      }
    };
  const bound = Object.entries(jobs).map(([name, job]) => [name, bind(job)]);
  return Object.fromEntries(bound) as Handlers<Session, BoardJob>;
}

function pins(board: Board): VirtualHardware {
  if (board.hardware) return board.hardware;
  throw new ProblemError('board-no-pins', { board: board.label });
}

function nothing(_done: unknown): null {
  return null;
}
