import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';
import { toUSVString } from 'node:util';
import { redact } from './redact';
import { redactFields } from './redact-values';

/** The parts of a span that may contain a caller's data. They are writable on the SDK's spans. */
type Writable = {
  name: string;
  status: { message?: string };
  attributes: Attributes;
  events: { name: string; attributes?: Attributes }[];
  links: { attributes?: Attributes }[];
};

/**
 * Redacts personal and card data on every ended span: paths, queries, user agents, errors. Register it before the
 * exporting processor, so that spans are redacted before the collector derives metrics from them.
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
