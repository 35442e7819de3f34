import type { AttributeValue, Span } from '@opentelemetry/api';
import { telemetryConfig } from './config';

type Scalars = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Sets attributes of which the library itself knows that they are scalars. The SDK's own way makes a WeakSet for each value, two
 * where a span starts with it, in case it is an object that contains itself: 7 % of what a small request allocated.
 */
export function setScalars(span: Span, attributes: Scalars): void {
  const { attributes: own } = span as Span & { attributes?: Record<string, AttributeValue> };
  // Without them it is no span of the SDK: it records nothing.
  if (!own || !span.isRecording()) return;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined)
      own[key] = typeof value === 'string' ? value.slice(0, telemetryConfig.attributeLength) : value;
  }
}
