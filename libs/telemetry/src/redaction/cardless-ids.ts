import type { SpanContext } from '@opentelemetry/api';
import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace';
import { redact } from './redact';

const random = new RandomIdGenerator();

/** One span id in 50,000 reads as a card number. Ours are made again, so that a caller's that does can be refused. */
export const cardlessIds: IdGenerator = {
  generateTraceId: () => without(() => random.generateTraceId()),
  generateSpanId: () => without(() => random.generateSpanId()),
};

/** Whether an id in a caller's traceparent is a card number, padded with zeros or as it is. */
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
  // Digits throughout: a run of digits within a longer id is chance, and refusing it would tear a caller's trace.
  return /^\d+$/.test(number) && redact(number) !== number;
}
