import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';

export const root = resolve(import.meta.dirname, '../../..');

const slo = z.object({
  kind: z.literal('SLO'),
  metadata: z.object({ name: z.string(), displayName: z.string() }),
  spec: z.object({
    indicator: z.object({ spec: z.object({ ratioMetric: z.unknown() }) }),
    objectives: z.tuple([z.object({ target: z.number() })]),
  }),
});

const ruleFile = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({ expr: z.string(), labels: z.looseObject({ severity: z.string().optional() }) }),
      ),
    }),
  ),
});

export interface Objective {
  name: string;
  title: string;
  /** The share of events that may fail. */
  budget: number;
  /** For a latency objective: its threshold in seconds. */
  within?: number;
}

/** The objectives of infra/slo, by name. Dashboards read their thresholds from here. */
export function objectives(): Objective[] {
  return globSync('infra/slo/*.yaml', { cwd: root })
    .sort()
    .flatMap((file) =>
      parseAllDocuments(readFileSync(join(root, file), 'utf8')).map((one) => slo.safeParse(one.toJS())),
    )
    .flatMap(({ data }) => {
      if (!data) return [];
      const [, within] =
        /le="([\d.]+)"/.exec(JSON.stringify(data.spec.indicator).replaceAll('\\"', '"')) ?? [];
      return {
        name: data.metadata.name,
        title: data.metadata.displayName,
        budget: Number((1 - data.spec.objectives[0].target).toFixed(9)),
        ...(within && { within: Number(within) }),
      };
    });
}

/** The tightest error budget, for panels that show every objective. */
export const budget = () => Math.min(...objectives().map((one) => one.budget));

export function within(name: string): number {
  const found = objectives().find((one) => one.name === name)?.within;
  if (found === undefined) throw new Error(`infra/slo/${name}.yaml promises no time`);
  return found;
}

/** The lowest burn rate that pages, and the lowest that opens a ticket. */
export function burnRates(): { page: number; ticket: number } {
  const rules = globSync('infra/prometheus/rules/slo-*.yml', { cwd: root }).flatMap((file) =>
    ruleFile.parse(parse(readFileSync(join(root, file), 'utf8'))).groups.flatMap((group) => group.rules),
  );
  const slowest = (severity: string) => {
    const exprs = rules.filter(({ labels }) => labels.severity === severity).map(({ expr }) => expr);
    return Math.min(
      ...exprs.flatMap((expr) => [...expr.matchAll(/> ([\d.]+) \* /g)].map(([, factor]) => Number(factor))),
    );
  };
  return { page: slowest('page'), ticket: slowest('ticket') };
}
