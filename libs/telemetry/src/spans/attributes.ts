import type { AttributeValue, Span } from '@opentelemetry/api';
import { telemetryConfig } from '../config';

type Scalars = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Sets attributes that are known to be scalars. The SDK creates one or two WeakSets per value to detect circular objects, which
 * was 7 % of the allocations of a small request.
 */
export function setScalars(span: Span, attributes: Scalars): void {
  const { attributes: own } = span as Span & { attributes?: Record<string, AttributeValue> };
  // A span without `attributes` is not an SDK span and records nothing.
  if (!own || !span.isRecording()) return;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined)
      own[key] = typeof value === 'string' ? value.slice(0, telemetryConfig.attributeLength) : value;
  }
}
