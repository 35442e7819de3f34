import { accessOf, apiDocument } from '@webstore/http';
import { accessCallers, driveAccess } from '@webstore/testing';
import { afterAll, beforeAll, expect, describe, it } from 'vitest';
import { type RunningCart, runningCart, sessionKey, sessions, tokens } from './running-cart';

describe('the routes of cart', () => {
  let cart: RunningCart;

  beforeAll(async () => {
    cart = await runningCart();
  });
  afterAll(() => cart.close());

  it('grant each caller the access of the OpenAPI document', async () => {
    const owner = sessions.open('cus-de-005').token;
    const callers = accessCallers({ ...tokens, owner, sessionKey });
    const opened = await cart.call('POST', '/carts', undefined, owner);
    const { id } = opened.json<{ id: string }>();
    const bodies: Record<string, object> = {
      'PUT /carts/{id}/items/{productId}': { quantity: 1 },
      'PUT /telemetry/log-level': { level: 'info' },
    };
    const rows = accessOf(apiDocument(cart.app, { title: 'cart', version: '0' }));
    const { answered, expected } = await driveAccess(rows, callers, async ({ method, path }, headers) => {
      const url = path.replace('{id}', id).replace('{productId}', 'kettle');
      const payload = bodies[`${method} ${path}`];
      return (await cart.app.inject({ method: method as 'GET', url, headers, payload })).statusCode;
    });
    expect(rows.filter(({ owned }) => owned)).toHaveLength(3);
    expect(answered).toEqual(expected);
  });
});
