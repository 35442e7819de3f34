/** Something that a person has to fix: its message is for them, and nothing of ours needs a stack trace. */
export class Problem extends Error {}
