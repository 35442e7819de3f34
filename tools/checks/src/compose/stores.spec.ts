import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openLab } from '@webstore/lab-core/lab.ts';
import { lokiEnv } from '@webstore/supervisor/components/loki.ts';
import { prometheus } from '@webstore/supervisor/components/prometheus.ts';

const infra = resolve(import.meta.dirname, '../../../../infra');
const read = (file: string) => readFileSync(resolve(infra, file), 'utf8');

const mimir = parse(read('mimir/mimir.yaml')) as {
  ruler: { evaluation_interval: string };
  ruler_storage: { local: { directory: string } };
  limits: Record<string, string | number>;
};
const tenants = (parse(read('mimir/tenants.yaml')) as { overrides: Record<string, Record<string, number>> })
  .overrides;
const tempo = parse(read('tempo/tempo.yaml')) as {
  backend_scheduler: { provider: { compaction: { compaction: { block_retention: string } } } };
  backend_worker: { compaction: { block_retention: string } };
};
const jaeger = parse(read('jaeger/jaeger.yaml')) as {
  extensions: { jaeger_storage: { backends: { badger: { badger: { ttl: { spans: string } } } } } };
};

describe('the stores of the container stack', () => {
  const home = mkdtempSync(join(tmpdir(), 'lab-spec-'));
  const lab = openLab({ home });
  afterAll(() => rmSync(home, { recursive: true }));

  it('evaluate rules as often as natively', () => {
    const { global } = parse(read('prometheus/prometheus.yml')) as {
      global: { evaluation_interval: string };
    };
    expect(mimir.ruler.evaluation_interval).toBe(global.evaluation_interval);
  });

  it('link alerts to the dashboards of Grafana, at its port', () => {
    const lead = [...read('../docker-compose.yml').matchAll(/(?:external\.url=|ALERTS_LEAD_TO: )(\S+)/g)];
    expect(lead.map(([, url]) => url)).toEqual(Array(2).fill('http://127.0.0.1:${GRAFANA_PORT:-3000}/d'));
    const { ruler } = parse(read('mimir/mimir.yaml')) as { ruler: { external_url: string } };
    expect(ruler.external_url).toBe('http://127.0.0.1:3000/d');
    expect(read('loki/loki.yaml')).toContain('external_url: ${ALERTS_LEAD_TO:-http://127.0.0.1:3000/d}\n');
  });

  it('have an empty folder as the mount point for the rules of tenant webstore', () => {
    const folder = mimir.ruler_storage.local.directory.replace('/etc/mimir', 'mimir');
    expect(existsSync(resolve(infra, folder, 'webstore'))).toBe(true);
    expect(globSync(`${folder}/**/*.{yml,yaml}`, { cwd: infra })).toEqual([]);
  });

  it('keep metrics and traces as long as natively', () => {
    const { args } = prometheus.launch!(lab);
    expect(args).toContain(`--storage.tsdb.retention.time=${mimir.limits.compactor_blocks_retention_period}`);
    const { ttl } = jaeger.extensions.jaeger_storage.backends.badger.badger;
    expect(tempo.backend_scheduler.provider.compaction.compaction.block_retention).toBe(ttl.spans);
    expect(tempo.backend_worker.compaction.block_retention).toBe(ttl.spans);
  });

  it('accept exemplars, and give tenant lesson low limits', () => {
    expect(mimir.limits.max_global_exemplars_per_user).toBeGreaterThan(0);
    const { lesson } = tenants;
    for (const limit of ['max_global_series_per_user', 'ingestion_rate'])
      expect(lesson![limit]).toBeLessThan(Number(mimir.limits[limit]) / 10);
    expect(lesson!.max_global_series_per_metric).toBeLessThan(lesson!.max_global_series_per_user!);
  });

  it('listen natively on this machine alone, Loki too, whose file is shared by both modes', () => {
    const asked = [...read('loki/loki.yaml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name!);
    const given = lokiEnv(lab);
    expect(Object.keys(given).toSorted()).toEqual([...new Set(asked)].toSorted());
    expect(given.LOKI_LISTEN).toMatch(/^127\./);
  });
});
