import { keepReasons } from '../sampling/keep-reason';
import { counter } from '../metrics/metrics';

/**
 * Reasons for lost spans and log records: a full queue, a failed export, items rejected from an accepted batch,
 * the end of the process.
 */
const dropCauses = ['queue_full', 'export_failed', 'rejected', 'shutdown'] as const;
export type DropCause = (typeof dropCauses)[number];

const entries = counter({
  name: 'webstore_traces_total',
  help: 'Traces that entered this service, by their sampling reason in this service; none: it has no reason.',
  labels: ['reason'],
  exemplars: false,
});
/** Counters of the spans that ended in this service. */
export const spans = exportCounters('spans', 'Spans');
/** Counters of the log lines for OTLP. stdout has all lines. */
export const logRecords = exportCounters('log_records', 'Log records');

function exportCounters(signal: 'spans' | 'log_records', signals: string) {
  const created = counter({
    name: `webstore_${signal}_created_total`,
    help: `${signals} that this service created for export.`,
    exemplars: false,
  });
  const exported = counter({
    name: `webstore_${signal}_exported_total`,
    help: `${signals} that the collector accepted.`,
    exemplars: false,
  });
  const dropped = counter({
    name: `webstore_${signal}_dropped_total`,
    help: `${signals} lost in this service: its queue was full, the collector did not take them or refused them, or the process ended.`,
    labels: ['cause'],
    exemplars: false,
  });
  for (const cause of dropCauses) dropped.add({ cause }, 0);
  created.add({}, 0);
  exported.add({}, 0);
  return { created, exported, dropped };
}

// A rate needs a series before its first event.
for (const reason of [...keepReasons, 'none']) entries.add({ reason }, 0);

export function countEntry(reason: string): void {
  entries.add({ reason });
}
