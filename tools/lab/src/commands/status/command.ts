import type { Command } from 'commander';
import { environmentOption } from '../../command-line/environment.ts';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { statusOfContainers } from '../../containers/verbs.ts';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { bytes } from '@webstore/lab-core/output/bytes.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { table } from '@webstore/lab-core/output/table.ts';
import { stateProblems } from '../doctor/state-problems.ts';
import { askAll, isSupervised } from '@webstore/supervisor/daemon/client.ts';
import { environmentsBeside } from '../../environments-beside.ts';
import { isRunning, notRunning } from '../../require-running.ts';
import { troubleLines } from '../../output/troubles.ts';
import { labProcesses } from '@webstore/lab-core/machine/lab-processes.ts';
import type { ComponentStatus } from '@webstore/supervisor/daemon/states.ts';

const columns = [
  { title: 'part' },
  { title: 'state' },
  { title: 'since', right: true },
  { title: 'pid', right: true },
  { title: 'memory', right: true },
  { title: 'restarts', right: true },
  { title: 'ports' },
];

export function register(program: Command): void {
  program
    .command('status')
    .description('show every component: state, process, memory, restarts, and why one failed')
    .addOption(environmentOption())
    .option('--json', 'print JSON')
    .action(status);
}

async function status({ json }: { json?: boolean }): Promise<void> {
  const lab = openLab({ evenIfUnknown: true });
  if (lab.inContainers) {
    const containers = await statusOfContainers(lab, json);
    process.exitCode = exitCodeOf(containers.length > 0, containers);
    return;
  }
  const running = await isSupervised(lab);
  const { parts, troubles, linesLost } = running
    ? await askAll(lab, { do: 'status' })
    : { parts: [], troubles: [], linesLost: 0 };
  const problems = stateProblems(lab);
  const orphans = running ? [] : labProcesses(lab).map(({ name }) => name);
  const memoryBytes = parts.reduce((sum, part) => sum + (part.memoryBytes ?? 0), 0);
  process.exitCode = exitCodeOf(running, parts);
  if (json)
    return console.log(
      JSON.stringify(
        {
          running,
          environment: lab.environment,
          portOffset: lab.portOffset,
          memoryBytes,
          parts,
          orphans,
          troubles,
          linesLost,
          problems,
        },
        null,
        2,
      ),
    );
  if (orphans.length > 0)
    console.log(`Left by a supervisor that was killed: ${orphans.join(', ')}. ./lab down ends them.`);
  for (const { what, problem, fix } of problems) console.log(`${what} ${problem}: ${fix}.`);
  if (!running) return console.log(notRunning(lab));
  console.log(table(columns, parts.map(row)));
  for (const { name, state, reason } of parts)
    if (state !== 'ready' && reason) console.log(`\n${name} ${state}: ${reason}`);
  for (const line of troubleLines(troubles, linesLost)) console.log(line);
  console.log(`\nMemory in all: ${bytes(memoryBytes)} (resident; pages that processes share count once)`);
  for (const { environment } of await runningBeside(lab))
    console.log(`${environment} runs beside it: ./lab status --environment ${environment}`);
}

async function runningBeside(lab: Lab): Promise<Lab[]> {
  const all = environmentsBeside(lab);
  const running = await Promise.all(all.map(isRunning));
  return all.filter((_, at) => running[at]);
}

function row({
  name,
  state,
  since,
  pid,
  memoryBytes,
  restarts,
  ports,
}: ComponentStatus): (string | number)[] {
  return [
    name,
    state,
    duration(Date.now() - Date.parse(since)),
    pid ?? '',
    memoryBytes === undefined ? '' : bytes(memoryBytes),
    restarts,
    ports.join(' '),
  ];
}

function exitCodeOf(running: boolean, parts: Pick<ComponentStatus, 'state'>[]): number {
  if (!running) return exitCodes.notRunning;
  if (parts.some(({ state }) => state === 'failed')) return exitCodes.failed;
  return parts.some(({ state }) => state === 'unavailable') ? exitCodes.unavailable : exitCodes.ok;
}
