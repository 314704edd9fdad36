/** The command line was wrong; the message says how. Exit code 2. */
export class UsageError extends Error {}
