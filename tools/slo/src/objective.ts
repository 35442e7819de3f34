import type { Service, Slo } from './openslo.ts';

/** The input for the rules: one SLO document and the team behind its service. */
export interface Objective {
  /** As Sloth writes it: service and name. */
  id: string;
  name: string;
  title: string;
  service: string;
  team: string;
  target: number;
  /** Share of the events that may fail, 0..1. */
  budget: number;
  /** Counters, as PromQL selectors. */
  good?: string | undefined;
  bad?: string | undefined;
  total: string;
  /** Part of `total` that does not count as events. */
  excluded?: string | undefined;
  reachable?: string | undefined;
  /** Labels of the ratio. */
  by: string[];
  /** Text for the on-call engineer. `$label` stands for a label of the alert. */
  runbook: string;
  dashboard: string;
  graph: string;
  summary: string;
  impact: string;
  impactOrders: string;
  exemplars: string;
  traces: string;
}

export function objectiveOf({ metadata, spec }: Slo, service: Service): Objective {
  const { ratioMetric } = spec.indicator.spec;
  const { query, excluded, reachable, groupBy } = ratioMetric.total.metricSource.spec;
  const { target } = spec.objectives[0];
  const annotations = metadata.annotations;
  return {
    id: `${spec.service}-${metadata.name}`,
    name: metadata.name,
    title: metadata.displayName,
    service: spec.service,
    team: service.metadata.labels.team,
    target,
    // 1 - 0.99 is 0.010000000000000009.
    budget: Number((1 - target).toFixed(9)),
    good: ratioMetric.good?.metricSource.spec.query,
    bad: ratioMetric.bad?.metricSource.spec.query,
    total: query,
    excluded,
    reachable,
    // A rule evaluator may have staging and production data: each environment has its own objective.
    by: ['environment', ...groupBy],
    runbook: annotations['webstore.lab/runbook'],
    dashboard: annotations['webstore.lab/dashboard'],
    graph: annotations['webstore.lab/graph'],
    summary: annotations['webstore.lab/summary'],
    impact: annotations['webstore.lab/impact'],
    impactOrders: annotations['webstore.lab/impact-orders'],
    exemplars: annotations['webstore.lab/exemplars'],
    traces: annotations['webstore.lab/traces'],
  };
}
