import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { queries } from '@webstore/signals';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { committed, regenerate } from '@webstore/lab-core/output/generated-files.ts';
import { serviceSources } from '../../test/service-sources.ts';
import { collectMetrics, type Metrics } from './collect-metrics.ts';
import { thirdPartyQuestions, thirdPartyMetrics } from './third-party-metrics.ts';
import { metricsPage } from './page.ts';
import { metricsIn } from '@webstore/checks/cardinality/promql.ts';
import { groups, runtimeQuestions } from './questions.ts';

const root = resolve(import.meta.dirname, '../../../..');

interface RuleFile {
  groups: { rules: { record?: string; expr: string }[] }[];
}

describe('the page of metrics', () => {
  let metrics: Metrics;

  // Loads the services with all their dependencies.
  beforeAll(async () => {
    metrics = await collectMetrics(serviceSources);
  }, 120_000);

  it('has a group and a question for every metric of the lab, and for no removed one', () => {
    const placed = groups.flatMap(({ metrics }) => Object.keys(metrics));
    expect(placed.toSorted()).toEqual(metrics.ours.map(({ name }) => name).toSorted());
  });

  it('has queries that read the metric', () => {
    for (const { metrics } of groups) {
      for (const [name, questions] of Object.entries(metrics)) {
        for (const { query } of [questions].flat()) expect(metricsIn(query)).toContain(name);
      }
    }
  });

  it('states the origin of each metric that the documentation, a rule or a query of the lab uses', () => {
    const pages = globSync(['README.md', 'docs/*.md', 'docs/{reference,runbooks}/*.md'], { cwd: root });
    const written = pages.flatMap((file) => {
      const text = readFileSync(resolve(root, file), 'utf8');
      return [...text.matchAll(/```promql\n([\s\S]*?)```/g)].map(([, query]) => query!);
    });
    const rules = globSync('infra/prometheus/rules/*.yml', { cwd: root }).flatMap((file) => {
      const { groups } = parse(readFileSync(resolve(root, file), 'utf8')) as RuleFile;
      return groups.flatMap(({ rules }) => rules);
    });
    const recorded = rules.flatMap(({ record }) => (record ? [record] : []));
    const catalogue = Object.values(queries).flatMap((one) => (one.language === 'promql' ? [one.text] : []));
    const ourQuestions = groups.flatMap(({ metrics }) => Object.values(metrics).flat());
    const asked = [...ourQuestions, ...thirdPartyQuestions, ...runtimeQuestions].map(({ query }) => query);
    const used = new Set(
      [...written, ...rules.map(({ expr }) => expr), ...catalogue, ...asked].flatMap(metricsIn),
    );
    const known = [...metrics.ours, ...metrics.runtime]
      .map(({ name }) => name)
      .concat(Object.keys(thirdPartyMetrics), recorded);
    expect([...used].filter((name) => !known.includes(name))).toEqual([]);
    expect(Object.keys(thirdPartyMetrics).filter((name) => !used.has(name))).toEqual([]);
  });

  it('is up to date', async () => {
    const generated = await metricsPage(metrics);
    expect(committed(generated), regenerate).toEqual(generated);
  });
});
