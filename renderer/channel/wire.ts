/** Text messages to the host and back, in order, over a connection that may be lost. */
export interface Wire {
  /** Sends one message. Only while connected. */
  send(message: string): void;
  /** Calls `listener` for every message from the host, also those that came before it. One listener. */
  onMessage(listener: (message: string) => void): void;
  /**
   * Calls `listener` when the connection is made (`true`), and when it is lost or could not be made
   * (`false`, perhaps several times); at once where that is known already. One listener.
   */
  onConnection(listener: (connected: boolean) => void): void;
}
