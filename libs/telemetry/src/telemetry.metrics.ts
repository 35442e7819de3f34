import { keepReasons } from './keep';
import { counter } from './metrics';

const entries = counter({
  name: 'webstore_traces_total',
  help: 'Times that a trace came into this service, by why it is kept as far as the service knows; none: it knows no reason.',
  labels: ['reason'],
  exemplars: false,
});
export const created = counter({
  name: 'webstore_spans_created_total',
  help: 'Spans that ended in this service.',
  exemplars: false,
});
export const exported = counter({
  name: 'webstore_spans_exported_total',
  help: 'Spans that the collector took.',
  exemplars: false,
});
export const dropped = counter({
  name: 'webstore_spans_dropped_total',
  help: 'Spans lost in this service: its queue was full, or the collector did not take them.',
  labels: ['cause'],
  exemplars: false,
});

// A rate needs a series before its first event.
for (const reason of [...keepReasons, 'none']) entries.add({ reason }, 0);
for (const cause of ['queue_full', 'export_failed']) dropped.add({ cause }, 0);
created.add({}, 0);
exported.add({}, 0);

export function countEntry(reason: string): void {
  entries.add({ reason });
}
