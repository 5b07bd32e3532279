import type { Answer, Channel, SessionStart, Settings } from '../../electron/api.ts';

/** This window's session with the host: begun when the connection is made, and again after a loss. */
export class Session {
  /** `null` while the first connection is being made; `false` while the host is gone. */
  connected = $state<boolean | null>(null);
  /** What the host said at the (latest) start; `null` before the first. */
  started = $state.raw<SessionStart | null>(null);
  /** The settings now in force; `null` before the first start. */
  settings = $state.raw<Settings | null>(null);

  #startListeners = new Set<(start: SessionStart) => void>();

  constructor(readonly channel: Channel) {
    channel.on('settings.changed', ({ settings }) => (this.settings = settings));
    channel.onConnection((connected) => {
      this.connected = connected;
      if (connected) void this.#start();
    });
  }

  /** Calls `listener` at every start of the session, also for the one that has already been. */
  onStart(listener: (start: SessionStart) => void): () => void {
    this.#startListeners.add(listener);
    if (this.started && this.connected) listener(this.started);
    return () => this.#startListeners.delete(listener);
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
    for (const listener of this.#startListeners) listener(answer.value);
  }
}
