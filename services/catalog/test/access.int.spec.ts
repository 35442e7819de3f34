import { randomUUID } from 'node:crypto';
import { demoCustomerId } from '@webstore/contracts';
import { accessOf, apiDocument, Sessions } from '@webstore/http';
import { accessCallers, driveAccess } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningCatalog, runningCatalog, sessionKey, tokens } from './running-catalog';

describe('the routes of catalog', () => {
  let catalog: RunningCatalog;

  beforeAll(async () => {
    catalog = await runningCatalog();
  });
  afterAll(() => catalog.close());

  it('grant each caller the access of the OpenAPI document', async () => {
    const sessions = new Sessions(sessionKey);
    const [owner, other] = [demoCustomerId, 'cus-fr-003'].map((id) => sessions.open(id).token);
    const callers = accessCallers({ ...tokens, owner: owner!, other: other!, sessionKey });
    const productId = await catalog.product(500);
    // A separate product, because the test withdraws it.
    const withdrawnId = await catalog.product(1);
    const orderId = randomUUID();
    expect((await catalog.reserve(orderId, [productId, 1])).statusCode).toBe(200);
    const bodies: Record<string, () => object> = {
      'POST /products': () => ({
        id: `test-${randomUUID().slice(0, 8)}`,
        name: 'Thing',
        description: '',
        category: 'toys',
        priceCents: 100,
        stock: 1,
      }),
      'PATCH /products/{id}': () => ({ priceCents: 1_000 }),
      'POST /products/{id}/restocks': () => ({ quantity: 1 }),
      'PUT /reservations/{orderId}': () => ({ lines: [{ productId, quantity: 1 }] }),
      'PUT /telemetry/log-level': () => ({ level: 'info' }),
    };
    const rows = accessOf(apiDocument(catalog.app, { title: 'catalog', version: '0' }));
    const { answered, expected } = await driveAccess(rows, callers, async ({ method, path }, headers) => {
      const id = method === 'DELETE' ? withdrawnId : productId;
      const url = path.replace('{id}', id).replace('{orderId}', orderId);
      const payload = bodies[`${method} ${path}`]?.();
      return (await catalog.app.inject({ method: method as 'GET', url, headers, payload })).statusCode;
    });
    expect(rows.length).toBeGreaterThan(8);
    expect(answered).toEqual(expected);
  });
});
