import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';
import { toUSVString } from 'node:util';
import { redact } from './redact';
import { redactFields } from './redact-values';

/** The parts of a span that may hold what a caller wrote. The SDK's spans are writable for who comes first. */
type Writable = {
  name: string;
  status: { message?: string };
  attributes: Attributes;
  events: { name: string; attributes?: Attributes }[];
  links: { attributes?: Attributes }[];
};

/**
 * Takes personal and card data out of every span that ends: paths, queries, user agents, errors. It must stand before
 * the processor that sends, and so also goes before the collector derives metrics from spans.
 */
export class SpanRedactor implements SpanProcessor {
  onStart(): void {}

  onEnd(readable: ReadableSpan): void {
    const span = readable as unknown as Writable;
    span.name = redact(toUSVString(span.name));
    if (span.status.message)
      span.status = { ...span.status, message: redact(toUSVString(span.status.message)) };
    redactFields(span.attributes);
    for (const { attributes } of span.links) if (attributes) redactFields(attributes);
    for (const event of span.events) {
      event.name = redact(event.name);
      if (event.attributes) redactFields(event.attributes);
    }
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {}
}
