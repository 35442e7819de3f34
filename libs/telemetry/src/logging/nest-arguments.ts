import type { LogLevel } from '../config';

/** What a call of Nest's logger says. */
export interface LogCall {
  /** What is logged beside the message: fields, errors, further values. */
  readonly extras: unknown[];
  readonly stack?: string;
  readonly context?: string;
}

/**
 * Tells the arguments behind the message apart as Nest's own ConsoleLogger does: a text at the end is the context, and for an error a
 * text before that is a stack; of two arguments of an error the second is a stack if it looks like one.
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

/** Nest's Logger puts undefined where a stack could stand. */
function isGiven(value: unknown): boolean {
  return value !== undefined;
}

function isStack(value: unknown): value is string {
  return typeof value === 'string' && /\n\s{1,20}at /.test(value);
}
