import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAlerts } from './read-alerts';

const alert = {
  status: 'firing',
  labels: { alertname: 'PaymentsFail' },
  annotations: {},
  startsAt: '2026-11-21T10:00:00.123456789Z',
  endsAt: '0001-01-01T00:00:00Z',
  fingerprint: 'f1',
};

describe('reading the alerts of a notification', () => {
  it('keeps valid alerts beside any invalid ones', () => {
    const beside = fc.array(fc.jsonValue(), { maxLength: 5 });
    fc.assert(
      fc.property(beside, beside, (before, after) => {
        expect(readAlerts([...before, alert, ...after])).toEqual([alert]);
      }),
    );
  });

  it('refuses a notification without any valid alert, and accepts an empty one', () => {
    expect(() => readAlerts([{ ...alert, startsAt: 'yesterday' }])).toThrow(/startsAt/);
    expect(readAlerts([])).toEqual([]);
  });
});
