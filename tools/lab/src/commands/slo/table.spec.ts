import { describe, expect, it } from 'vitest';
import type { ObjectiveState } from './state.ts';
import { shown } from './table.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const state: ObjectiveState = {
  objective: 'order-freshness',
  title: 'Orders complete within 5 s',
  team: 'checkout',
  environment: 'local',
  country: undefined,
  target: 0.99,
  period: '1h',
  sli: 0.9874,
  budgetLeft: -0.26,
  burnRates: { '25s': 100, '1m15s': 40, '5m': 16.04, '15m': 6, '1h': 1.26 },
  alerts: [],
};
const alert = (severity: string) => ({
  alert: 'OrderFreshness',
  severity,
  state: 'firing',
  since: '2026-11-21T11:59:48Z',
  summary: 'Orders are not completed within 5 seconds',
});
const byCountry = (country: string): ObjectiveState => ({
  ...state,
  objective: 'payment-success-by-country',
  country,
});

describe('the table of objectives', () => {
  it('shows the burn rates of the fastest alert: the shortest window, and the one twelve times as long', () => {
    const [head, row] = shown([state], now).split('\n');
    expect(head!.trim().split(/ {2,}/)).toEqual([
      'objective',
      'target',
      'SLI 1h',
      'budget',
      'burn 25s',
      'burn 5m',
      'alert',
    ]);
    expect(row!.trim().split(/ {2,}/)).toEqual([
      'order-freshness',
      '99 %',
      '98.74 %',
      '-26 %',
      '100.0×',
      '16.0×',
    ]);
  });

  it('has a line for each country, and fits into 80 columns with any values', () => {
    const bad = { sli: 0, budgetLeft: -99, alerts: [alert('page'), alert('ticket')] };
    const lines = shown([byCountry('BR'), { ...byCountry('DE'), ...bad }], now).split('\n');
    expect(lines[1]).toMatch(/^payment-success-by-country +99 % *$/);
    expect(lines[2]).toMatch(/^ {2}BR /);
    expect(lines[3]).toMatch(/^ {2}DE .* page *$/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('shows a dash for missing data', () => {
    const unknown = { ...state, sli: undefined, budgetLeft: undefined, burnRates: {} };
    expect(shown([unknown], now)).toMatch(/99 % +– +– +– +–/);
  });

  it('shows the start of each firing alert, and a page in preference to its ticket', () => {
    const text = shown([{ ...state, alerts: [alert('ticket'), alert('page')] }], now);
    expect(text).toMatch(/^order-freshness .* page *$/m);
    expect(text).toContain('OrderFreshness (page) for 12 s\n  Orders are not completed within 5 seconds');
  });

  it('names the countries of an alert in one line', () => {
    const burning = (country: string) => ({ ...byCountry(country), alerts: [alert('page')] });
    expect(shown([burning('BR'), burning('JP')], now)).toContain(
      'OrderFreshness (page) for 12 s\n  in BR, JP',
    );
  });
});
