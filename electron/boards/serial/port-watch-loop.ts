/** Looks at the ports again and again, in a process of its own: what lists them may hang. */

import type { Clock } from '../../../runtime/clock.ts';
import type { ListedPort } from './listed-port.ts';

/** What the process that watches says after each look, and in between. */
export type PortMessage =
  /** The ports; `null` where they are as before. */
  | { readonly ports: readonly ListedPort[] | null }
  /** They cannot be listed, and why. */
  | { readonly failed: string }
  /** The computer was asleep until now. */
  | { readonly woke: true };

/** What the loop is given. */
export interface PortWatchParts {
  readonly list: () => Promise<readonly ListedPort[]>;
  /** Calls `changed` when something came or went, where the system says so. */
  readonly onEvent: (changed: () => void) => void;
  readonly tell: (message: PortMessage) => void;
  readonly clock: Clock;
  /** Seconds since the computer was started, those asleep included. */
  readonly uptime: () => number;
}

/** Between two looks, in milliseconds: nothing takes longer to be seen than this and one listing. */
export const lookInterval = 700;

/** Events come in bursts while the system sets something up, in milliseconds. */
const burst = 50;

/** A look that comes this much too late comes after a sleep, in seconds. */
const asleep = 10;

/** Watches for as long as the process lives. */
export function watchPorts({ list, onEvent, tell, clock, uptime }: PortWatchParts): void {
  let told: string | null = null;
  /** Something happened since the last look began. */
  let news = false;
  let wait: { cancel: () => void; soon: boolean } | null = null;

  const look = async (): Promise<void> => {
    wait = null;
    news = false;
    try {
      const ports = await list();
      const text = JSON.stringify(ports);
      tell({ ports: text === told ? null : ports });
      told = text;
    } catch (error) {
      tell({ failed: error instanceof Error ? error.message : String(error) });
      told = null;
    }
    lookLater();
  };
  const lookLater = (): void => {
    const since = uptime();
    const cancel = clock.after(news ? burst : lookInterval, () => {
      if (uptime() - since > asleep) tell({ woke: true });
      void look();
    });
    wait = { cancel, soon: news };
  };
  onEvent(() => {
    news = true;
    if (!wait || wait.soon) return;
    wait.cancel();
    lookLater();
  });
  void look();
}
