/** What windows ask to keep typed text safe. */

import type { Handlers } from '../channel/answers.ts';
import type { Session } from '../channel/session.ts';
import { ProblemError, type ProblemCode } from '../problem.ts';
import type { RecoveryStore } from './recovery-store.ts';
import type { WindowRecord } from './window-record.ts';

type RecoveryRequest =
  | 'recovery.start'
  | 'recovery.look'
  | 'recovery.restore'
  | 'recovery.append'
  | 'recovery.forget'
  | 'recovery.tabs';

/** Handlers for recovery. Each window has a record of its own, from its start to its end. */
export function recoveryHandlers(store: RecoveryStore): Handlers<Session, RecoveryRequest> {
  const records = new WeakMap<Session, WindowRecord>();
  const recordOf = (session: Session): WindowRecord => {
    const record = records.get(session);
    if (!record) throw new ProblemError('request-invalid');
    return record;
  };
  return {
    'recovery.start': async ({ window }, session) => {
      const record = records.get(session) ?? (await kept(() => store.start(window)));
      records.set(session, record);
      session.onEnd(() => void store.leave(record));
      return { window: record.id };
    },
    'recovery.look': () => kept(() => store.look()),
    'recovery.restore': (_, session) => kept(() => store.restore(recordOf(session))),
    'recovery.append': async ({ document, log, entries }, session) => {
      await kept(() => recordOf(session).append(document, log, entries));
      return null;
    },
    'recovery.forget': async ({ document }, session) => {
      await kept(() => recordOf(session).forget(document));
      return null;
    },
    'recovery.tabs': async (tabs, session) => {
      await kept(() => recordOf(session).keepTabs(tabs));
      return null;
    },
  };
}

/** Puts into words why nothing can be kept. */
async function kept<T>(job: () => Promise<T>): Promise<T> {
  try {
    return await job();
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    throw new ProblemError(reason(cause), {}, { cause });
  }
}

function reason(error: unknown): ProblemCode {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'recovery-disk-full';
  const notAllowed = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
  return notAllowed ? 'recovery-not-allowed' : 'recovery-failed';
}
