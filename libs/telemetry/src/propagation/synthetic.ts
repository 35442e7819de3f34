import { type Context, context, createContextKey } from '@opentelemetry/api';

/** Span attribute of everything that was done for the synthetic customer. */
export const SYNTHETIC = 'webstore.synthetic';

const KEY = createContextKey(SYNTHETIC);

export function markSynthetic(inside: Context): Context {
  return inside.setValue(KEY, true);
}

/** Whether the work at hand is for the synthetic customer: it belongs in no figure about customers. */
export function isSynthetic(inside: Context = context.active()): boolean {
  return inside.getValue(KEY) === true;
}
