/** What every board does that is left alone for a while: unplugged, or disconnected while a program runs. */

import { describe, expect, test } from 'vitest';
import type { Link } from '../../runtime/link.ts';
import { TestBoard } from '../support/test-board.ts';

/** A board whose cable the test has in its hands. */
export interface BoardOnCable {
  readonly link: Link;
  /** Takes the cable out, and with it the power. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
}

const forever = 'print("on")\nwhile True: pass\n';

/** Runs the contract; `create` makes a fresh board that has power, for one test. */
export function describeAbsence(kind: string, create: () => Promise<BoardOnCable>): void {
  const running = async () => {
    const cable = await create();
    const subject = new TestBoard(cable.link);
    await subject.board.connect();
    const run = subject.board.run(forever, 'on.py');
    await subject.until(() => subject.printed.includes('on\r\n'));
    return { cable, subject, run };
  };

  describe(`a board behind ${kind}`, () => {
    test('that is unplugged under a program says so, and works when it is back', async () => {
      const { cable, subject, run } = await running();
      await cable.unplug();
      expect((await run).outcome).toMatchObject({ kind: 'lost', problem: { code: expect.any(String) } });
      expect(['gone', 'waiting']).toContain(subject.state);
      await cable.plugIn();
      await subject.board.connect();
      await subject.until(() => subject.state === 'ready');
      const { outcome } = await subject.board.run('print("again")\n', 'a.py');
      expect(outcome).toEqual({ kind: 'finished' });
    });

    test('that was left with a program running goes on with it, and stops it only for who says so', async () => {
      const { cable, subject, run } = await running();
      await subject.board.disconnect();
      expect((await run).outcome).toMatchObject({ kind: 'lost', problem: { code: 'board-not-connected' } });
      await subject.board.connect();
      await subject.until(() => subject.state === 'running');
      await expect(subject.board.files.list('/')).rejects.toMatchObject({
        problem: { code: 'board-running' },
      });
      // A board that is switched on from here runs nobody else's program.
      if (!cable.link.capabilities.powerCycle) {
        expect(subject.board.summary.foreign).toBe(true);
        const refused = { problem: { code: 'board-foreign-program' } };
        await expect(subject.board.run('print(1)', 'a.py')).rejects.toMatchObject(refused);
      }
      const { outcome } = await subject.board.run('print("mine")\n', 'a.py', { stopForeign: true });
      expect(outcome).toEqual({ kind: 'finished' });
      await subject.until(() => subject.printed.includes('mine\r\n'));
    });
  });
}

/** Runs the contract of boards whose port goes with their chip; `create` as before. */
export function describeRestart(kind: string, create: () => Promise<BoardOnCable>): void {
  describe(`a board behind ${kind}`, () => {
    test('that restarts by itself is there again without anybody doing anything', async () => {
      const { link } = await create();
      const subject = new TestBoard(link);
      await subject.board.connect();
      await subject.until(() => subject.state === 'ready');
      const { outcome } = await subject.board.run('import machine\nmachine.reset()\n', 'reset.py');
      expect(outcome.kind).toBe('lost');
      await subject.until(() => subject.state === 'ready');
      expect(await subject.board.run('print("again")\n', 'a.py')).toMatchObject({
        outcome: { kind: 'finished' },
      });
    });
  });
}
