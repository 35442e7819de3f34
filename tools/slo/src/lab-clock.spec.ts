import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from './generate.ts';
import { durationOnLabClock, onLabClock } from './lab-clock.ts';

const exprOn = (expr: string, clock = 10) =>
  (parse(onLabClock(JSON.stringify({ expr }), clock)) as { expr: string }).expr;

describe('a file on the clock of a lab', () => {
  it('is unchanged with the shipped clock', () => {
    const text = 'a:   {interval: 5s} # as it is';
    expect(onLabClock(text, 1)).toBe(text);
    expect(durationOnLabClock('1m15s', 1)).toBe('1m15s');
  });

  it('has each interval and hold time divided, and nothing else changed', () => {
    const rules = `# Kept.
groups:
  - name: slo-5m
    interval: 5s
    rules:
      - record: slo:ratio_rate1m15s
        expr: |
          rate(a[1m15s])
          / 5
        labels: { sloth_window: 1m15s }
      - { alert: Down, expr: up == 0, for: 30s, keep_firing_for: 90s, annotations: { summary: for 30s } }
`;
    expect(onLabClock(rules, 5)).toBe(
      rules
        .replace('interval: 5s', 'interval: 1000ms')
        .replace('a[1m15s]', 'a[15000ms]')
        .replace('for: 30s, keep_firing_for: 90s', 'for: 6000ms, keep_firing_for: 18000ms'),
    );
  });

  it('has the windows, subqueries and offsets of its queries divided', () => {
    expect(exprOn('increase(a[33s]) > 5')).toBe('increase(a[3300ms]) > 5');
    expect(exprOn('max_over_time((a == 0)[90s:5s])')).toBe('max_over_time((a == 0)[9000ms:500ms])');
    expect(exprOn('a offset 1m and b[1m] offset -5m')).toBe('a offset 6000ms and b[6000ms] offset -30000ms');
  });

  it('keeps strings, names and patterns', () => {
    for (const query of [
      'slo:sli_error:ratio_rate5m{window="[5m]",a=\'offset 5m\'} / 60',
      'count({a="b"} |~ `([3-6]\\d{12}|[5m])` != "a\\"[1m]")',
    ])
      expect(exprOn(query)).toBe(query);
  });

  it.each(
    globSync(
      'infra/{prometheus/{prometheus.yml,rules/*.yml},loki/rules/fake/*.yaml,alertmanager/alertmanager.yml}',
      {
        cwd: root,
      },
    ),
  )('is the same %s when doubled twice as when quadrupled', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    expect(parse(onLabClock(onLabClock(text, 2), 2), { merge: true })).toEqual(
      parse(onLabClock(text, 4), { merge: true }),
    );
  });
});
