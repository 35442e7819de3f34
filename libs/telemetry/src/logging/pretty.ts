import { styleText } from 'node:util';
import { format } from 'winston';
import { guarded } from '../guarded';

type Line = Record<string, unknown>;

const colours: Record<string, Parameters<typeof styleText>[0]> = Object.assign(
  Object.create(null) as object,
  { error: 'red', warn: 'yellow', info: 'green', debug: 'cyan', verbose: 'grey' } as const,
);
const unread = new Set(['span_id', 'trace_flags']);
/** Characters that control a terminal (cursor, colour, bell) or change the writing direction. */
const controls = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A human-readable line: time, level, service and context, message, then the fields; a stack on separate lines. */
export const prettyLine = ({ timestamp, level, message, service, context, ...fields }: Line): string => {
  const { 'exception.stacktrace': stack, ...rest } = fields;
  const shown = Object.entries(rest).filter(([key]) => !unread.has(key));
  return [
    escaped(timestamp).slice(11, 23),
    coloured(String(level)),
    context ? `${escaped(service)} ${escaped(context)}:` : `${escaped(service)}:`,
    escaped(message),
    ...shown.map(([key, value]) => `${escaped(key)}=${escaped(value)}`),
    ...(stack ? [indented(String(stack))] : []),
  ].join(' ');
};

export const pretty = format.printf(guarded('log-format', prettyLine, (line) => JSON.stringify(line)));

/** Escapes a text so that no part of it can control the terminal or look like a separate log line. */
function escaped(value: unknown): string {
  return String(value).replace(controls, (character) =>
    character === '\n' ? '\\n' : character === '\r' ? '\\r' : character === '\t' ? '\\t' : hex(character),
  );
}

function hex(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, '0')}`;
}

/** Colours the level if stdout is a terminal; respects NO_COLOR and FORCE_COLOR. */
function coloured(level: string): string {
  return styleText(colours[level] ?? 'reset', level.padEnd(7), { stream: process.stdout });
}

/** Indents a stack, so that a line break in a message cannot fake a log line. */
function indented(stack: string): string {
  const lines = stack.split('\n').map((line) => `    ${escaped(line.trim())}`);
  return `\n${lines.join('\n')}`;
}
