import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ports, type PortName } from '@webstore/lab-core/ports.ts';
import { observed } from '@webstore/lab-core/clients/services.ts';
import { readAlloyFile } from './alloy-file.ts';

const root = resolve(import.meta.dirname, '../../../..');
const read = (file: string) => readFileSync(resolve(root, file), 'utf8');

interface Group {
  targets: string[];
  labels: Record<string, string>;
}
const folders = { services: 'infra/lab-state/targets', stack: 'infra/prometheus/compose/targets' };
const groupsOf = (job: keyof typeof folders) => JSON.parse(read(`${folders[job]}/${job}.json`)) as Group[];
const scrape = (job: string) =>
  readAlloyFile(resolve(root, 'infra/alloy/metrics.alloy')).blocks.find(
    ({ name, label }) => name === 'prometheus.scrape' && label === job,
  )!.attributes;

interface Prometheus {
  global: { scrape_interval: string; scrape_timeout: string };
  rule_files: string[];
}
const native = parse(read('infra/prometheus/prometheus.yml')) as Prometheus;
const profile = parse(read('infra/prometheus/prometheus.compose.yml')) as Prometheus;

describe('scrape targets in containers', () => {
  it('are the services that are scraped natively, with the same labels', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(groupsOf('services')).toEqual(
      observed.map((service) => ({
        targets: [`${service}:${ports[service]}`],
        labels: { service, version, environment: 'local' },
      })),
    );
  });

  it('are all components of the stack, each once, at its native port', () => {
    const parts = groupsOf('stack').map(({ labels }) => labels.part);
    expect(parts.toSorted()).toEqual([
      ...[
        'alertmanager',
        'alloy',
        'grafana',
        'kafka',
        'loki',
        'mimir',
        'pager',
        'postgres',
        'pyroscope',
        'redis',
        'tempo',
      ],
    ]);
    for (const { targets, labels } of groupsOf('stack')) {
      const [host, port] = targets[0]!.split(':');
      expect(labels).toMatchObject({ environment: 'local' });
      if (host! in ports) expect(Number(port)).toBe(ports[host as PortName]);
    }
  });

  it('are data stores through an exporter of Alloy', () => {
    const exporters = readAlloyFile(resolve(root, 'infra/alloy/metrics.alloy')).blocks.flatMap(
      ({ name, label }) =>
        name.startsWith('prometheus.exporter.') ? [`/api/v0/component/${name}.${label}/metrics`] : [],
    );
    const asked = groupsOf('stack').flatMap(({ labels: { __metrics_path__: path } }) => (path ? [path] : []));
    expect(asked.toSorted()).toEqual(exporters.toSorted());
  });

  it.each(['services', 'stack'])('are scraped as often as natively, as job %s', (job) => {
    const { job_name, scrape_interval, scrape_timeout } = scrape(job);
    expect({ job_name, scrape_interval, scrape_timeout }).toEqual({
      job_name: job,
      scrape_interval: native.global.scrape_interval,
      scrape_timeout: native.global.scrape_timeout,
    });
  });

  it('are scraped as often, for the same rules, by Prometheus in its profile', () => {
    expect(profile.global).toEqual(native.global);
    expect(profile.rule_files).toEqual(native.rule_files);
  });
});
