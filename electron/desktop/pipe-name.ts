/** The IPC channel on which a window and the main process exchange the messages of a Channel. */
export const pipeName = 'nibble:message';
