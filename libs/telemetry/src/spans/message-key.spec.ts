import { describe, expect, it, vi } from 'vitest';
import { messageKeyText, setOrderId } from './message-key';

describe('the order id of a message', () => {
  it.each([Buffer.from('order-1'), 'order-1'])('is its key', (key) => {
    const setAttribute = vi.fn();
    setOrderId({ setAttribute }, key);
    expect(setAttribute).toHaveBeenCalledExactlyOnceWith('webstore.order.id', 'order-1');
  });

  it.each([null, undefined, '', Buffer.alloc(0), Buffer.from([0xff, 0, 0x80]), 'a\nb', 'x'.repeat(201)])(
    'is missing if the key is not an order id: %j',
    (key) => {
      const setAttribute = vi.fn();
      setOrderId({ setAttribute }, key);
      expect(setAttribute).not.toHaveBeenCalled();
      expect(messageKeyText(key)).toBeUndefined();
    },
  );
});
