import { randomUUID } from 'node:crypto';
import { topics } from '@webstore/contracts';
import { accessOf, apiDocument } from '@webstore/http';
import {
  accessCallers,
  anOrderPlaced,
  driveAccess,
  eventually,
  type TestKafka,
  testKafka,
} from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bank, openBank } from './fake-acquirer';
import { adminToken, sessionKey, sessions, startPayment } from './start-payment';

const customerId = 'cus-de-005';

describe('the routes of payment', () => {
  let kafka: TestKafka;
  let bank: Bank;
  let service: Awaited<ReturnType<typeof startPayment>>;

  beforeAll(async () => {
    kafka = await testKafka();
    bank = await openBank();
    service = await startPayment(bank.url, kafka.brokers);
  });
  afterAll(async () => {
    await service.stop();
    await bank.close();
    await kafka.close();
  });

  it('grant each caller the access of the OpenAPI document', async () => {
    const callers = accessCallers({
      owner: sessions.open(customerId).token,
      other: sessions.open('cus-fr-003').token,
      tester: 'test-token-789',
      admin: adminToken,
      synthetic: 'synthetic-token-000',
      sessionKey,
    });
    const orderId = randomUUID();
    await kafka.publish(topics.orderPlaced, orderId, anOrderPlaced({ orderId, customerId }), {
      ce_id: randomUUID(),
    });
    await eventually(async () => expect((await service.get(`/payments/${orderId}`)).status).toBe(200));
    const rows = accessOf(apiDocument(service.app, { title: 'payment', version: '0' }));
    const { answered, expected } = await driveAccess(rows, callers, async ({ method, path }, headers) => {
      const answer = await fetch(service.url + path.replace('{orderId}', orderId), {
        method,
        headers: { ...headers, ...(method === 'PUT' && { 'content-type': 'application/json' }) },
        ...(method === 'PUT' && { body: JSON.stringify({ level: 'info' }) }),
      });
      await answer.arrayBuffer();
      return answer.status;
    });
    expect(rows.filter(({ owned }) => owned)).toHaveLength(1);
    expect(answered).toEqual(expected);
  });
});
