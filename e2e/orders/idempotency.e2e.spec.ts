import { randomUUID } from 'node:crypto';
import type { Order } from '@webstore/contracts';
import { services } from '@webstore/lab-core/clients/services.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { allOrdersEnd, accountsBalance } from '../support/assertions/accounting-invariants.ts';
import { ready, shop, withoutTheSyntheticCustomer } from '../support/labs/running-lab.ts';

async function filledCart(customerId: string): Promise<string> {
  const product = (await shop.products()).find(({ available }) => available > 5)!;
  const cartId = await shop.newCart(customerId);
  await shop.putItem(cartId, product.id);
  return cartId;
}

withoutTheSyntheticCustomer();

describe('the same Idempotency-Key', () => {
  const key = { 'idempotency-key': randomUUID() };
  let customerId: string;
  let cartId: string;
  let orderId: string;

  beforeAll(async () => {
    await ready(...services, 'kafka', 'acquirer');
    customerId = (await shop.customers('DE'))[0]!.id;
    cartId = await filledCart(customerId);
    await allOrdersEnd();
  });

  it('twenty times at once makes one order and one charge', async () => {
    const before = await shop.ledger();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => shop.placing(cartId, customerId, key)),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array(19).fill(200), 201]);
    const ids = new Set(answers.map(({ text }) => (JSON.parse(text) as Order).id));
    expect(ids.size).toBe(1);

    orderId = [...ids][0]!;
    const state = async () => (await shop.order(orderId)).state;
    await expect.poll(state, { timeout: 60_000 }).not.toBe('pending');
    const charged = (await state()) === 'completed' ? 1 : 0;
    expect((await shop.ledger()).captures - before.captures).toBe(charged);
    await accountsBalance();
  });

  it('returns the same order later, marked as a replay', async () => {
    const { status, headers, text } = await shop.placing(cartId, customerId, key);
    expect(status).toBe(200);
    expect(headers.get('idempotent-replayed')).toBe('true');
    expect((JSON.parse(text) as Order).id).toBe(orderId);
  });

  it('with another body is refused', async () => {
    const { status, text } = await shop.placing(await filledCart(customerId), customerId, key);
    expect(status).toBe(422);
    expect(JSON.parse(text)).toMatchObject({ type: 'urn:webstore:problem:idempotency_key_reused' });
  });
});
