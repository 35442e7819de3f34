/** An error for the user to fix: its message is addressed to the user, without a stack trace. */
export class Problem extends Error {}
