import { readFileSync } from 'node:fs';
import { eventSchemas } from '@webstore/contracts';
import type { DeadLetter } from '@webstore/messaging';
import { exitCodes, Failure, messageOf } from '@webstore/lab-core/failure.ts';

/**
 * The body that replaces a parked one. Refuses a body that would fail again: invalid JSON, or a violation of
 * the contract.
 */
export function withReplacementBody(file: string, { origin }: DeadLetter): string {
  const event = jsonIn(file);
  const schema = eventSchemas[origin.topic as keyof typeof eventSchemas];
  const wrong = schema?.safeParse(event).error?.issues ?? [];
  if (wrong.length === 0) return JSON.stringify(event);
  const lines = wrong.map(({ path, message }) => `  ${path.join('.') || 'event'}: ${message}`);
  throw new Failure(`${file} is no ${origin.topic}:\n${lines.join('\n')}`, exitCodes.usage);
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Failure(`${file} cannot be read as JSON: ${messageOf(error)}.`, exitCodes.usage);
  }
}
