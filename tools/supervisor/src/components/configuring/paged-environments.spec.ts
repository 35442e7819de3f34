import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { environments } from '@webstore/lab-core/environments.ts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Relabelling {
  source_labels: string[];
  regex: string;
  target_label: string;
  replacement: string;
}

const root = resolve(import.meta.dirname, '../../../../..');
const yaml = (file: string) => parse(readFileSync(join(root, file), 'utf8')) as Record<string, Section>;
type Section = { alert_relabel_configs: Relabelling[] };

/** As Prometheus does it: the expression must match all of the joined values. */
const relabelled = (steps: Relabelling[], labels: Record<string, string>) =>
  steps.reduce((before, { source_labels, regex, target_label, replacement }) => {
    const value = source_labels.map((name) => before[name] ?? '').join(';');
    return new RegExp(`^(?:${regex})$`).test(value) ? { ...before, [target_label]: replacement } : before;
  }, labels);

describe.each([
  ['Prometheus', yaml('infra/prometheus/prometheus.yml')['alerting']!],
  ['Loki', yaml('infra/loki/loki.yaml')['ruler']!],
])('an alert of %s', (_, { alert_relabel_configs: steps }) => {
  it.each(Object.entries(environments))(
    'of %s pages only if the environment is paged for',
    (environment, { isPaged }) => {
      const page = { alertname: 'PaymentSuccess', environment, severity: 'page' };
      const ticket = { ...page, severity: 'ticket' };
      expect(relabelled(steps, page)).toEqual(isPaged ? page : { ...ticket, pages_in: 'local' });
      // Another alert than the page that is a ticket now.
      expect(relabelled(steps, ticket)).toEqual(ticket);
    },
  );

  it('without an environment pages', () => {
    const page = { alertname: 'PaymentSuccess', severity: 'page' };
    expect(relabelled(steps, page)).toEqual(page);
  });
});
