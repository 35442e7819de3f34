import { describe, expect, it } from 'vitest';
import { mutantsOf } from './mutants.ts';

const file = `groups:
  - name: g
    rules:
      - alert: Down
        expr: up == 0
        for: 30s
        keep_firing_for: 1m
        labels: { severity: page }
`;

describe('the mutants of a file of rules', () => {
  it('change one value each, including hold times', () => {
    expect(mutantsOf(file).map(({ rule, what }) => `${rule}: ${what}`)).toEqual([
      'alert Down (page): 0 → 1 at 6',
      'alert Down (page): for 30s → 15000ms',
      'alert Down (page): for 30s → 60000ms',
      'alert Down (page): keep_firing_for 1m → 30000ms',
      'alert Down (page): keep_firing_for 1m → 120000ms',
    ]);
    expect(mutantsOf(file)[0]!.text).toContain('expr: up == 1');
  });
});
