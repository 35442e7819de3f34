import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lab, ready } from '../support/labs/running-lab.ts';
import { writtenLines } from '../support/stores/stored-telemetry.ts';

const { USER_TOKEN, ADMIN_TOKEN, TEST_TOKEN } = lab.settings();

function level(method: 'GET' | 'PUT', token: string, body?: object) {
  return fetch(`${lab.url('cart')}/telemetry/log-level`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body ? JSON.stringify(body) : null,
  });
}

describe('the log level of a running service', () => {
  beforeAll(() => ready());
  afterAll(() => level('PUT', ADMIN_TOKEN, { level: lab.settings().LOG_LEVEL }));

  it('is visible to testers and admins; only admins can set it', async () => {
    expect(await (await level('GET', TEST_TOKEN)).json()).toMatchObject({ level: 'info', default: 'info' });
    expect((await level('PUT', USER_TOKEN, { level: 'error' })).status).toBe(403);
    expect((await level('PUT', TEST_TOKEN, { level: 'error' })).status).toBe(403);
    expect((await level('PUT', ADMIN_TOKEN, { level: 'loud' })).status).toBe(400);
  });

  it('applies from the next line on, and reverts by itself', async () => {
    const answer = await level('PUT', ADMIN_TOKEN, { level: 'error', minutes: 0.05 });
    expect(await answer.json()).toMatchObject({ level: 'error', until: expect.any(String) });
    const quiet = writtenLines('cart').length;
    await (await level('GET', ADMIN_TOKEN)).text();
    expect(writtenLines('cart')).toHaveLength(quiet);
    await expect
      .poll(async () => (await (await level('GET', ADMIN_TOKEN)).json()) as object, { timeout: 10_000 })
      .toEqual({ level: 'info', default: 'info' });
    await expect.poll(() => writtenLines('cart').length).toBeGreaterThan(quiet);
  });
});
