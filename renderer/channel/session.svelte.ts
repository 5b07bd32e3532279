import type { Answer, Channel, SessionStart, Settings } from '../../electron/api.ts';

/** This window's session with the host: begun when the connection is made, and again after a loss. */
export class Session {
  /** `null` while the first connection is being made; `false` while the host is gone. */
  connected = $state<boolean | null>(null);
  /** What the host said at the (latest) start; `null` before the first. */
  started = $state.raw<SessionStart | null>(null);
  /** The settings now in force; `null` before the first start. */
  settings = $state.raw<Settings | null>(null);

  /**
   * Resolves when the host has answered for the first time, and whoever listens has what they asked it for
   * then; or when it could not be reached.
   */
  readonly heard: Promise<void>;
  #hear = (): void => {};

  #isLeaving = false;
  #startListeners = new Set<(start: SessionStart) => void | Promise<unknown>>();

  constructor(readonly channel: Channel) {
    this.heard = new Promise((resolve) => (this.#hear = resolve));
    channel.on('settings.changed', ({ settings }) => (this.settings = settings));
    channel.onConnection((connected) => {
      this.connected = connected;
      if (connected && !this.#isLeaving) void this.#start().finally(this.#hear);
      else this.#hear();
    });
  }

  /**
   * Calls `listener` at every start of the session, also for the one that has already been. What it answers
   * with belongs to the first view of the window.
   */
  onStart(listener: (start: SessionStart) => void | Promise<unknown>): () => void {
    this.#startListeners.add(listener);
    if (this.started && this.connected) void listener(this.started);
    return () => this.#startListeners.delete(listener);
  }

  /** This page is about to go: what the host tells once at a start is for the page after it. */
  leave(): void {
    this.#isLeaving = true;
  }

  /** Changes settings; the host tells every window. */
  updateSettings(changes: Partial<Settings>): Promise<Answer<Settings>> {
    return this.channel.request('settings.update', { changes });
  }

  async #start(): Promise<void> {
    const answer = await this.channel.request('session.start', {});
    if (!answer.ok) return;
    this.started = answer.value;
    this.settings = answer.value.settings;
    await Promise.all([...this.#startListeners].map(async (listener) => listener(answer.value)));
  }
}
