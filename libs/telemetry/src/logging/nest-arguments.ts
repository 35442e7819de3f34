import type { LogLevel } from '../config';

/** The parsed arguments of a call of Nest's logger. */
export interface LogCall {
  /** Arguments after the message: fields, errors, other values. */
  readonly extras: unknown[];
  readonly stack?: string;
  readonly context?: string;
}

/**
 * Interprets the arguments after the message like Nest's ConsoleLogger: a final text is the context. For level error, a text before
 * it is a stack; with only two arguments, the second is a stack if it looks like one.
 */
export function readArguments(level: LogLevel, isFatal: boolean, rest: readonly unknown[]): LogCall {
  const extras = [...rest];
  const takesStack = level === 'error' && !isFatal;
  if (takesStack && extras.length === 1 && isStack(extras[0])) return { extras: [], stack: extras[0] };
  if (typeof extras.at(-1) !== 'string') return { extras: extras.filter(isGiven) };
  const context = extras.pop() as string;
  const last = extras.at(-1);
  const stack = takesStack && typeof last === 'string' ? last : undefined;
  if (stack !== undefined) extras.pop();
  return { extras: extras.filter(isGiven), stack, context };
}

/** Nest's Logger passes undefined in place of a missing stack. */
function isGiven(value: unknown): boolean {
  return value !== undefined;
}

function isStack(value: unknown): value is string {
  return typeof value === 'string' && /\n\s{1,20}at /.test(value);
}
