import { readFileSync } from 'node:fs';
import type { ActiveFault } from '@webstore/lab/commands/break/index.ts';
import { asRoot } from '@webstore/lab-core/machine/postgres-session.ts';
import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import { processTree } from '@webstore/lab-core/machine/process-tree.ts';
import { services } from '@webstore/lab-core/clients/services.ts';
import { components } from '@webstore/supervisor/components/index.ts';
import { labProcesses } from '@webstore/lab-core/machine/lab-processes.ts';
import { lab } from '../labs/running-lab.ts';
import { storedLogs, storedMetrics, storedTraces } from '../stores/stored-telemetry.ts';

/** Words that would tell a learner that somebody broke something, whatever it was. */
const telling = ['inject', 'libs/faults', 'webstore/faults', 'lab break', 'chaos', 'decoy'];

/** Where a word of the fault is found in what is there now; none, when it leaves nothing but its effect. */
export const shownOf = async (active: ActiveFault): Promise<string[]> =>
  placesOf(active, {
    metrics: await storedMetrics(await away()),
    statements: await statements(),
    processes: commandLines(),
  });

/** Where a word of the fault is found in what was kept since then. A store that it floods answers when it is healed. */
export const keptOf = async (active: ActiveFault, since: Date): Promise<string[]> =>
  placesOf(active, {
    logs: await storedLogs(since),
    traces: await storedTraces(since),
    'what the parts print': printed(),
  });

function placesOf(active: ActiveFault, places: Record<string, string>): string[] {
  // A parameter is a word of its own alone: Kafka prints an electionTimeoutMs.
  const parameters = Object.keys(active.parameters).filter(isTelling);
  const found = [
    ...[active.id, active.key, ...telling].map((word) => new RegExp(word, 'i')),
    ...parameters.map((word) => new RegExp(`\\b${word}\\b`, 'i')),
  ];
  return Object.entries(places).flatMap(([place, text]) =>
    found.filter((word) => word.test(text)).map((word) => `${word.source} in ${place}`),
  );
}

/** What a fault keeps from answering has no `/metrics` now; what it had to say before is in Prometheus. */
async function away(): Promise<string[]> {
  const answers = await Promise.all(services.map((service) => answersOk(`${lab.url(service)}/health/live`)));
  return services.filter((_, at) => !answers[at]);
}

/** Others are words of the shop. */
const isTelling = (parameter: string) => !['country', 'part', 'product', 'share', 'size'].includes(parameter);

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
        return ''; // It ended while we looked.
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
