import { apiDocument } from '@webstore/http';
import { expectNoServerError, undescribed } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runningCart } from './running-cart';

describe("cart's routes", () => {
  let service: Awaited<ReturnType<typeof runningCart>>;
  beforeAll(async () => void (service = await runningCart()));
  afterAll(() => service.close());
  const document = () => apiDocument(service.app, { title: 'cart', version: '0' });

  it('are all described', () => {
    expect(undescribed(document())).toEqual([]);
  });

  it('respond to no hostile request with a server error', async () => {
    await expectNoServerError(
      document(),
      ['user-token-123', 'admin-token-456', 'test-token-789'],
      async (request) => {
        return (await service.app.inject(request)).statusCode;
      },
    );
  }, 120_000);
});
