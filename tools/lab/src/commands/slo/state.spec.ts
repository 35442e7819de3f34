import type { AlertRule, Metrics, Sample } from '@webstore/signals';
import { describe, expect, it } from 'vitest';
import { readStates } from './state.ts';

const at = new Date('2026-11-30T12:00:00Z');
const id = { sloth_id: 'payment-payment-success' };
const of = (environment: string, value: number): Sample => ({
  labels: { ...id, environment, sloth_window: '1h' },
  at,
  value,
});
const constant = (value: number, labels: Record<string, string> = {}): Sample => ({
  labels: { ...id, ...labels },
  at,
  value,
});

const recordings: Record<string, Sample[]> = {
  sloth_slo_info: [
    constant(1, {
      sloth_slo: 'payment-success',
      title: 'Payments get an answer',
      team: 'payments',
      period: '1h',
    }),
  ],
  'slo:objective:ratio': [constant(0.99)],
  'slo:error_budget:ratio': [constant(0.01)],
  '{__name__=~"slo:sli_event:increase.+"}': [of('local', 50), of('staging', 40)],
  '{__name__=~"slo:sli_error:ratio_rate.+"}': [of('local', 0), of('staging', 1)],
  'slo:period_error_budget_remaining:ratio': [of('local', 1), of('staging', -99)],
};
const rule = {
  name: 'PaymentSuccess',
  alerts: [
    {
      labels: { ...id, environment: 'staging', severity: 'page' },
      annotations: { summary: 'Payments fail' },
      state: 'firing',
      activeAt: at.toISOString(),
    },
  ],
} as unknown as AlertRule;
const metrics = {
  instant: (query: string) => Promise.resolve(recordings[query]!),
  alertRules: () => Promise.resolve([rule]),
} as unknown as Metrics;

describe('the states of objectives', () => {
  it('of local have no figure and no alert of another environment', async () => {
    expect(await readStates(metrics, 'local')).toMatchObject([
      { environment: 'local', sli: 1, budgetLeft: 1, burnRates: { '1h': 0 }, alerts: [] },
    ]);
  });

  it('of an environment that pages for nothing have tickets', async () => {
    expect(await readStates(metrics, 'staging')).toMatchObject([
      {
        environment: 'staging',
        sli: 0,
        budgetLeft: -99,
        burnRates: { '1h': 100 },
        alerts: [{ alert: 'PaymentSuccess', severity: 'ticket' }],
      },
    ]);
  });

  it('include an objective without events', async () => {
    expect(
      await readStates(
        {
          ...metrics,
          instant: (query: string) =>
            Promise.resolve(query.startsWith('{') || query.includes('period') ? [] : recordings[query]!),
        } as Metrics,
        'staging',
      ),
    ).toMatchObject([{ objective: 'payment-success', environment: 'staging', target: 0.99, sli: undefined }]);
  });
});
