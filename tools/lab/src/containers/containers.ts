import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { Shown } from '../output/progress.ts';
import { composeText, isOneShot, parseCompose } from '@webstore/lab-core/containers/compose-file.ts';
import { componentOf } from '@webstore/lab-core/rollouts/replicas.ts';
import { type Compose, compose } from './compose.ts';

const container = z.object({
  Service: z.string(),
  State: z.string(),
  /** Empty for an image without a health check. */
  Health: z.string().default(''),
  /** As in `Up 5 minutes (healthy)`. */
  Status: z.string().default(''),
  ExitCode: z.number().default(0),
  Publishers: z
    .array(z.object({ PublishedPort: z.number() }))
    .nullish()
    .transform((all) => all ?? []),
});

/** A component of the lab in containers. */
export interface ContainerStatus extends Shown {
  /** Docker's own text. */
  status: string;
  ports: number[];
  isFrozen: boolean;
}

/** The output of `docker compose ps --format json`: one line each, or a list in older versions. */
export function parseContainers(
  text: string,
  isOneShot: (name: string) => boolean,
  hasHealthCheck: (name: string) => boolean = () => false,
): ContainerStatus[] {
  const lines = text.trim().startsWith('[') ? JSON.parse(text) : text.split('\n').filter(Boolean).map(parse);
  return z
    .array(container)
    .parse(lines)
    .map((one) => statusOf(withHealth(one, hasHealthCheck(one.Service)), isOneShot(one.Service)));
}

const parse = (line: string): unknown => JSON.parse(line);

/** Just after its start, Docker does not yet list the health of a container that has a health check. */
const withHealth = (one: z.infer<typeof container>, hasHealthCheck: boolean) =>
  one.Health === '' && one.State === 'running' && hasHealthCheck ? { ...one, Health: 'starting' } : one;

function statusOf(
  { Service, State, Health, Status, ExitCode, Publishers }: z.infer<typeof container>,
  isOneShot: boolean,
): ContainerStatus {
  const state = State === 'exited' && !isOneShot ? 'stopped' : stateOf(State, Health, ExitCode);
  const published = Publishers.map(({ PublishedPort }) => PublishedPort).filter((port) => port > 0);
  return {
    name: Service,
    state,
    status: Status,
    ports: [...new Set(published)].toSorted((a, b) => a - b),
    isFrozen: State === 'paused',
    // Docker starts a failed container again, and an unhealthy one may recover.
    settled: ['ready', 'stopped'].includes(state) || State === 'exited',
    ...(state === 'failed' && { reason: `${Status}: ./lab logs ${Service} shows why` }),
  };
}

function stateOf(state: string, health: string, exitCode: number): ContainerStatus['state'] {
  // A completed one-shot counts as running.
  if (state === 'exited') return exitCode === 0 ? 'ready' : 'failed';
  if (state === 'restarting' || state === 'dead' || health === 'unhealthy') return 'failed';
  if (state !== 'running') return 'waiting';
  return health === '' || health === 'healthy' ? 'ready' : 'starting';
}

/** The current components, in the order of docker-compose.yml's names. */
export async function containersOf(
  lab: Lab,
  run: Compose = (args) => compose(lab, args),
): Promise<ContainerStatus[]> {
  const { exitCode, stdout, stderr } = await run(['ps', '--all', '--format', 'json']);
  if (exitCode !== 0) throw new Failure(`docker compose ps: ${stderr}`, exitCodes.unavailable);
  const { services } = parseCompose(composeText(lab.root));
  const isDone = (name: string) => isOneShot(services[name] ?? { restart: 'unless-stopped' });
  const isChecked = (name: string) => services[componentOf(name)]?.healthcheck !== undefined;
  return parseContainers(stdout, isDone, isChecked).toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Whether any component runs. */
export async function runsInContainers(lab: Lab): Promise<boolean> {
  return (await containersOf(lab)).some(({ status }) => status.startsWith('Up'));
}

/** The named components, repeatedly, until `ended` resolves. */
export async function* watchContainers(
  lab: Lab,
  names: string[],
  ended: () => boolean,
): AsyncGenerator<ContainerStatus[]> {
  const began = Date.now();
  const readyAfter = new Map<string, number>();
  for (let over = false; !over; await pause(500)) {
    over = ended();
    const found = await containersOf(lab);
    for (const { name, state } of found)
      if (state === 'ready' && !readyAfter.has(name)) readyAfter.set(name, Date.now() - began);
    yield names.map((name) => ({
      ...(found.find((part) => part.name === name) ?? notYet(name)),
      tookMs: readyAfter.get(name) ?? 0,
      // A failed container may be restarted: only the end of the command is final.
      settled: over || readyAfter.has(name),
    }));
  }
}

const notYet = (name: string): ContainerStatus => ({
  name,
  state: 'waiting',
  status: '',
  ports: [],
  isFrozen: false,
  settled: false,
});
