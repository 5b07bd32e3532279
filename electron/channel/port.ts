/** The host's end of a pipe to one window: Electron's IPC, a WebSocket, or two functions in a test. */
export interface ChannelPort {
  /** Sends one message, in order. Never throws; a message to a closed pipe is lost. */
  send(message: string): void;
  /** One listener for messages from the window. */
  onMessage(listener: (message: string) => void): void;
  /** One listener for the end of the pipe, from whichever side. */
  onClose(listener: () => void): void;
  /** Ends the pipe. */
  close(): void;
}
