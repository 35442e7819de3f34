import type { Query } from '@webstore/signals';

/** The data sources that infra/grafana provisions, by uid. */
export const sources = {
  metrics: { type: 'prometheus', uid: 'metrics' },
  logs: { type: 'loki', uid: 'logs' },
  traces: { type: 'tempo', uid: 'traces' },
  profiles: { type: 'grafana-pyroscope-datasource', uid: 'profiles' },
} as const;

type Source = (typeof sources)[keyof typeof sources];

export function sourceOf({ language }: Query): Source {
  if (language === 'promql' || language === 'labels') return sources.metrics;
  if (language === 'profile') return sources.profiles;
  return language === 'logql' ? sources.logs : sources.traces;
}
