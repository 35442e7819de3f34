import { type Context, context, createContextKey } from '@opentelemetry/api';

/** Span attribute that marks work for the synthetic customer. */
export const SYNTHETIC = 'webstore.synthetic';

const KEY = createContextKey(SYNTHETIC);

export function markSynthetic(inside: Context): Context {
  return inside.setValue(KEY, true);
}

/** Whether the current work is for the synthetic customer, which customer metrics exclude. */
export function isSynthetic(inside: Context = context.active()): boolean {
  return inside.getValue(KEY) === true;
}
