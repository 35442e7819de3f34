import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { QueryName } from './query-text.ts';
import { sourceOf } from './sources.ts';
import { queryNamed } from './query-text.ts';
import { target } from './target.ts';

interface Shown {
  name: string;
  from: QueryName;
  color: string;
  /** Whether it is drawn when the dashboard opens. */
  enabled: boolean;
}

/** The SDK places annotations in a menu, where they cannot be switched on and off: without it, each has a switch. */
class SwitchedAnnotation extends AnnotationQueryBuilder {
  override build() {
    const { placement: _, ...annotation } = super.build();
    return annotation;
  }
}

const annotation = ({ name, from, color, enabled }: Shown) =>
  new SwitchedAnnotation()
    .name(name)
    .datasource(sourceOf(queryNamed(from)))
    .enable(enabled)
    .iconColor(color)
    .target(target(from, ''));

/** Events that are drawn over every graph, each with its own switch. */
export const annotations = [
  annotation({ name: 'Deploys', from: 'deploys', color: 'blue', enabled: true })
    .titleFormat('{{service}} {{version}}')
    .textFormat('A process of {{service}} started, in version {{version}}.')
    .tagKeys('service')
    // Samples exist for half a minute after a start; their value is its time.
    .useValueForTime(true),
  // A page is drawn as long as it fires: over a whole graph, in an outage.
  annotation({ name: 'Pages', from: 'pagesFiring', color: 'red', enabled: false })
    .titleFormat('{{alertname}}')
    .textFormat('{{alertname}} fires for {{service}} ({{severity}}).')
    .tagKeys('severity'),
  // The lab writes both lines when the fault has ended, or when its exercise has: while it is secret there are none.
  annotation({ name: 'Faults', from: 'faultsOpened', color: 'purple', enabled: false })
    .titleFormat('{{webstore_fault}}')
    .tagKeys('webstore_fault'),
];
