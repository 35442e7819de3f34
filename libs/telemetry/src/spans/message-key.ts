import type { Span } from '@opentelemetry/api';

/** The form of an order id: short and printable. */
const PLAIN = /^[\x21-\x7e]{1,200}$/;

/** The key of a message as text, which is the order id. Undefined if the key is missing, binary or too long. */
export function messageKeyText(key: Buffer | string | null | undefined): string | undefined {
  const text = key?.toString() ?? '';
  return PLAIN.test(text) ? text : undefined;
}

/** Sets the order id on a span, if the message has a valid key. */
export function setOrderId(span: Pick<Span, 'setAttribute'>, key: Buffer | string | null | undefined): void {
  const id = messageKeyText(key);
  if (id !== undefined) span.setAttribute('webstore.order.id', id);
}
