import { randomUUID } from 'node:crypto';
import { accessOf, apiDocument } from '@webstore/http';
import { accessCallers, driveAccess } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, sessionKey, sessions, startCheckout, tokens } from './start-checkout';

const ownerId = 'cus-de-005';

describe('the routes of checkout', () => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await startCheckout();
  });
  afterAll(() => checkout.stop());

  it('grant each caller the access of the OpenAPI document', async () => {
    const callers = accessCallers({ ...tokens, owner: sessions.open(ownerId).token, sessionKey });
    const id = await checkout.place(ownerId);
    await checkout.settle(id);
    await checkout.waitFor(id, 'completed');
    const bodies: Record<string, () => object> = {
      'POST /orders': () => ({ cartId: checkout.aCart(), customerId: ownerId }),
      'POST /sessions': () => ({ customerId: ownerId }),
      'PUT /telemetry/log-level': () => ({ level: 'info' }),
    };
    const rows = accessOf(apiDocument(checkout.app, { title: 'checkout', version: '0' }));
    const { answered, expected } = await driveAccess(rows, callers, async ({ method, path }, headers) => {
      const body = bodies[`${method} ${path}`]?.();
      const answer = await fetch(checkout.url + path.replace('{id}', id), {
        method,
        headers: {
          ...headers,
          'idempotency-key': randomUUID(),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      await answer.arrayBuffer();
      return answer.status;
    });
    expect(rows.filter(({ owned }) => owned)).toHaveLength(2);
    expect(answered).toEqual(expected);
  });
});
