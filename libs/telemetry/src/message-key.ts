import type { Span } from '@opentelemetry/api';

/** An order id; anything else that is short and can be printed may be one too. */
const PLAIN = /^[\x21-\x7e]{1,200}$/;

/** The key of a message as text: the order id. Undefined where there is none, or one that is binary or too long to be one. */
export function messageKeyText(key: Buffer | string | null | undefined): string | undefined {
  const text = key?.toString() ?? '';
  return PLAIN.test(text) ? text : undefined;
}

/** A message without a key is about no order: its span gets none. */
export function setOrderId(span: Pick<Span, 'setAttribute'>, key: Buffer | string | null | undefined): void {
  const id = messageKeyText(key);
  if (id !== undefined) span.setAttribute('webstore.order.id', id);
}
