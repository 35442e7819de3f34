import type { Lab } from '@webstore/lab-core/lab.ts';
import type { ActiveFault } from './active-faults.ts';

/** The labels of the lab's own lines in Loki. They are no lines of a service. */
const stream = { service_name: 'lab', service_namespace: 'lab', deployment_environment_name: 'local' };

/**
 * Writes the begin and the end of a fault into Loki, for the annotations of dashboards. Call it when the fault is no
 * longer hidden. Without Loki, only the annotations are absent.
 */
export async function publishFault(lab: Lab, { id, since }: ActiveFault, ended = new Date()): Promise<void> {
  const line = (at: Date, text: string) => [`${at.getTime()}000000`, text, { webstore_fault: id }];
  const values = [line(new Date(since), `fault ${id} began`), line(ended, `fault ${id} ended`)];
  await fetch(`${lab.url('loki')}/loki/api/v1/push`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ streams: [{ stream, values }] }),
    signal: AbortSignal.timeout(2_000),
  }).catch(() => undefined);
}
