/** A command line that cannot be understood; the message is the one sentence to show, the exit status is 2. */
export class UsageError extends Error {}
