import type { SpanContext } from '@opentelemetry/api';
import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace';
import { redact } from './redact';

const random = new RandomIdGenerator();

/** One span id in 50,000 looks like a card number. We regenerate such ids, so that we can refuse them from callers. */
export const cardlessIds: IdGenerator = {
  generateTraceId: () => without(() => random.generateTraceId()),
  generateSpanId: () => without(() => random.generateSpanId()),
};

/** Whether an id in a caller's traceparent is a card number, with or without zero padding. */
export function carriesCard({ traceId, spanId }: SpanContext): boolean {
  return isCard(traceId) || isCard(spanId);
}

function without(generate: () => string): string {
  let id = generate();
  while (isCard(id)) id = generate();
  return id;
}

function isCard(id: string): boolean {
  // Nearly every id has a letter.
  if (/[a-f]/.test(id)) return false;
  const number = id.replace(/^0+/, '');
  // Only ids of digits alone: a run of digits within an id is chance, and refusing it would break a caller's trace.
  return /^\d+$/.test(number) && redact(number) !== number;
}
