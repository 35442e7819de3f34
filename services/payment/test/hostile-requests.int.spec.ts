import { apiDocument } from '@webstore/http';
import { expectNoServerError, testKafka, undescribed } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bank, openBank } from './fake-acquirer';
import { adminToken, startPayment } from './start-payment';

describe("payment's routes", () => {
  let service: Awaited<ReturnType<typeof startPayment>>;
  let bank: Bank;
  let kafka: Awaited<ReturnType<typeof testKafka>>;
  beforeAll(async () => {
    [kafka, bank] = [await testKafka(), await openBank()];
    service = await startPayment(bank.url, kafka.brokers);
  });
  afterAll(async () => {
    await service.stop();
    await kafka.close();
    await bank.close();
  });
  const document = () => apiDocument(service.app, { title: 'payment', version: '0' });

  it('are all described', () => {
    expect(undescribed(document())).toEqual([]);
  });

  it('respond to no hostile request with a server error', async () => {
    await expectNoServerError(document(), [adminToken, 'user-token-123'], async (request) => {
      return (await service.app.inject(request)).statusCode;
    });
  }, 120_000);
});
