import { apiDocument } from '@webstore/http';
import { expectNoServerError, undescribed } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningPager, token } from './running-pager';

describe("pager's routes", () => {
  let service: Awaited<ReturnType<typeof RunningPager.start>>;
  beforeAll(async () => void (service = await RunningPager.start()));
  afterAll(() => service.end());
  const document = () => apiDocument(service.app, { title: 'pager', version: '0' });

  it('are all described', () => {
    expect(undescribed(document())).toEqual([]);
  });

  it('respond to no hostile request with a server error', async () => {
    await expectNoServerError(document(), [token], async (request) => {
      return (await service.app.inject(request)).statusCode;
    });
  }, 120_000);
});
