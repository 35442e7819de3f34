import { inspect } from 'node:util';
import { format } from 'winston';

const colours = { error: 'red', warn: 'yellow', info: 'green', debug: 'cyan', verbose: 'grey' } as const;
const unread = new Set(['span_id', 'trace_flags']);

/** A line for a person: time, level, who, the sentence, then the fields; a stack on lines of its own. */
export const pretty = format.printf(({ timestamp, level, message, service, context, ...fields }) => {
  const colour = colours[level as keyof typeof colours];
  const [open, close] = inspect.colors[colour] ?? [0, 0];
  const { 'exception.stacktrace': stack, ...rest } = fields;
  const shown = Object.entries(rest).filter(([key]) => !unread.has(key));
  return [
    String(timestamp).slice(11, 23),
    `\u001b[${open}m${level.padEnd(7)}\u001b[${close}m`,
    context ? `${String(service)} ${String(context)}:` : `${String(service)}:`,
    String(message),
    ...shown.map(([key, value]) => `${key}=${String(value)}`),
    ...(stack ? [`\n${String(stack)}`] : []),
  ].join(' ');
});
