import { readFileSync } from 'node:fs';
import type { ActiveFault } from '@webstore/lab/host/faults/index.ts';
import { asRoot } from '@webstore/lab-core/machine/postgres-session.ts';
import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import { processTree } from '@webstore/lab-core/machine/process-tree.ts';
import { services } from '@webstore/lab-core/clients/services.ts';
import { components } from '@webstore/supervisor/components/index.ts';
import { labProcesses } from '@webstore/lab-core/machine/lab-processes.ts';
import { lab } from '../labs/running-lab.ts';
import { storedLogs, storedMetrics, storedTraces } from '../stores/stored-telemetry.ts';

/** Words that would reveal to a learner that a fault was started on purpose. */
const revealingWords = ['inject', 'libs/faults', 'webstore/faults', 'lab break', 'chaos', 'decoy'];

/**
 * Places where a word of the fault appears in current data; empty when the fault shows only by its effect.
 */
export const shownOf = async (active: ActiveFault): Promise<string[]> =>
  placesOf(active, {
    metrics: await storedMetrics(await silentServices()),
    statements: await statements(),
    processes: commandLines(),
  });

/**
 * Places where a word of the fault appears in data stored since then. A store that the fault floods answers
 * only after healing.
 */
export const keptOf = async (active: ActiveFault, since: Date): Promise<string[]> =>
  placesOf(active, {
    logs: await storedLogs(since),
    traces: await storedTraces(since),
    'what the parts print': printed(),
  });

function placesOf(active: ActiveFault, places: Record<string, string>): string[] {
  // Matches a parameter only as a whole word: Kafka prints an electionTimeoutMs.
  const parameters = Object.keys(active.parameters).filter(isRevealing);
  const found = [
    ...[active.id, active.key, ...revealingWords].map((word) => new RegExp(word, 'i')),
    ...parameters.map((word) => new RegExp(`\\b${word}\\b`, 'i')),
  ];
  return Object.entries(places).flatMap(([place, text]) =>
    found.filter((word) => word.test(text)).map((word) => `${word.source} in ${place}`),
  );
}

/**
 * A component that the fault stops from answering has no `/metrics` now; Prometheus has its earlier values.
 */
async function silentServices(): Promise<string[]> {
  const answers = await Promise.all(services.map((service) => answersOk(`${lab.url(service)}/health/live`)));
  return services.filter((_, at) => !answers[at]);
}

/** The other words belong to the shop. */
const isRevealing = (parameter: string) =>
  !['country', 'part', 'product', 'share', 'size'].includes(parameter);

const statements = async () =>
  JSON.stringify(
    (
      await asRoot(lab, 'postgres', (client) =>
        client.query('select query, application_name from pg_stat_activity where pid <> pg_backend_pid()'),
      )
    ).rows,
  );

const commandLines = () =>
  labProcesses(lab)
    .filter(({ name }) => name !== 'supervisor')
    .flatMap(({ identity }) => processTree(identity.pid))
    .map((pid) => {
      try {
        return ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8')).join('\n');
      } catch {
        return ''; // It ended meanwhile.
      }
    })
    .join('\n');

const printed = () =>
  components
    .filter(({ launch }) => launch)
    .map(({ name }) => {
      try {
        return readFileSync(lab.log(name), 'utf8');
      } catch {
        return ''; // It never ran.
      }
    })
    .join('\n');
