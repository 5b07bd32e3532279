import type { RequestName } from '../api.ts';
import type { Handlers } from '../channel/answers.ts';
import type { Session } from '../channel/session.ts';
import type { NextPerson } from './next-person.ts';

/** What windows ask of a shared computer. */
export function sharedComputerHandlers(
  nextPerson: NextPerson,
): Handlers<Session, Extract<RequestName, `shared.${string}`>> {
  return {
    'shared.plan': () => nextPerson.plan(),
    'shared.clear': async () => {
      await nextPerson.begin();
      return null;
    },
  };
}
