import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { QueryName } from './query-text.ts';
import { sources } from './sources.ts';
import { target } from './target.ts';

const annotation = (name: string, from: QueryName, color: string) =>
  new AnnotationQueryBuilder()
    .name(name)
    .datasource(sources.metrics)
    .enable(true)
    .iconColor(color)
    .target(target(from, ''));

/** Events (deploys, alerts) that are drawn over every graph. */
export const annotations = [
  annotation('Deploys', 'deploys', 'blue')
    .titleFormat('{{service}} {{version}}')
    .textFormat('A process of {{service}} started, in version {{version}}.')
    .tagKeys('service')
    // Samples exist for half a minute after a start; their value is its time.
    .useValueForTime(true),
  annotation('Alerts', 'alertsFiring', 'red')
    .titleFormat('{{alertname}}')
    .textFormat('{{alertname}} fires for {{service}} ({{severity}}).')
    .tagKeys('severity'),
];
