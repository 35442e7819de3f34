import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type EnvironmentName, environmentNames, environments, isEnvironment } from './environments.ts';
import { exitCodes, Failure } from './failure.ts';
import {
  type ContainerPortName,
  containerPorts,
  isTelemetryPort,
  largestOffset,
  type PortName,
  ports,
} from './ports.ts';
import { type DatabaseUser, loadSecrets } from './secrets.ts';
import { databasePassword } from './container-settings.ts';
import { loadSettings, type Settings } from './settings.ts';
import { jsonState, type JsonState } from './state/json-state.ts';
import { makeFolder } from './state/make-folder.ts';
import { processesOf } from './machine/lab-processes.ts';

const root = resolve(import.meta.dirname, '../../..');

/** One environment of a lab: its folder and its ports. Every command and every component uses it. */
export interface Lab {
  readonly root: string;
  /** The label `environment` of its telemetry. */
  readonly environment: EnvironmentName;
  /** The lab that stores its telemetry: itself, or the lab of `local` that it runs beside. */
  readonly telemetry: Lab;
  /**
   * Folder of everything that this instance writes. `LAB_HOME` moves it, so that a second instance can run
   * beside the first.
   */
  readonly home: string;
  readonly cache: string;
  readonly version: string;
  readonly portOffset: number;
  /** Whether it runs in containers; `up` and `up --docker` decide, and later commands read it here. */
  readonly inContainers: boolean;
  /** In containers: with Prometheus in the place of Mimir, and without profiles (docker-compose.slim.yml). */
  readonly isSlim: boolean;
  /** Speed factor of the alerting chain's clock: 1, except in tests. */
  readonly clock: number;
  port(name: PortName | ContainerPortName): number;
  /** `http://127.0.0.1:<port>` */
  url(name: PortName | ContainerPortName): string;
  databaseUrl(user: DatabaseUser, database?: string): string;
  /** Authorizes requests to the pager. */
  pagerToken(): string;
  /** Authorizes requests to the host, in both forms of the lab: no container has it. */
  hostToken(): string;
  /** Signs customers' tokens. */
  sessionKey(): string;
  readonly envFile: string;
  /** Reads `.env` each time: a changed token applies from the next start of a service. */
  settings(): Settings;
  /** Of the data: `data` natively; `containers` beside it for those in containers, whose rollouts would not fit the other. */
  readonly dataFolder: string;
  /** Folder of a component's data; it is created. */
  data(part: string): string;
  /** A file of the lab's own state; its writer creates the folder, its reader needs none. */
  stateFile(part: string, file: string): string;
  config(part: string): string;
  log(part: string): string;
  run(file: string): string;
}

interface OpenOptions extends Partial<Remembered> {
  /** Of `local`; the others have theirs inside. */
  home?: string;
  /** Default: `LAB_ENVIRONMENT`, which `--environment` sets and the processes of a command inherit, or else `local`. */
  environment?: EnvironmentName;
  /** For commands that must work in any state and use no port: `down`, `status`, `doctor`, `logs`. */
  evenIfUnknown?: boolean;
}

/** Opens the lab of this checkout, and stores the given options for later commands. */
export function openLab({
  home: chosenHome,
  environment = environmentOf(process.env['LAB_ENVIRONMENT']),
  evenIfUnknown = false,
  ...given
}: OpenOptions = {}): Lab {
  const home = resolve(chosenHome ?? process.env['LAB_HOME'] ?? join(root, '.lab'));
  const local = labAt(home, remember(home, given, evenIfUnknown));
  if (environment === 'local') return local;
  if (local.inContainers)
    throw new Failure(
      `The lab in containers has one environment, local: ./lab down and ./lab up first, then ./lab up --environment ${environment}.`,
      exitCodes.usage,
    );
  return beside(local, environment);
}

/** An environment beside `local`, with its clock, and with ports at a fixed distance. */
export function beside(local: Lab, environment: EnvironmentName): Lab {
  const { inContainers, isSlim, clock } = local;
  const portOffset = local.portOffset + environments[environment].portOffset;
  const home = join(local.home, 'environments', environment);
  return labAt(home, { portOffset, inContainers, isSlim, clock }, { environment, telemetry: local });
}

function environmentOf(name: string | undefined): EnvironmentName {
  if (name === undefined || name === '') return 'local';
  if (isEnvironment(name)) return name;
  throw new Failure(
    `LAB_ENVIRONMENT must be one of ${environmentNames.join(', ')}: it is ${JSON.stringify(name)}.`,
    exitCodes.usage,
  );
}

function labAt(
  home: string,
  { portOffset, inContainers, isSlim, clock }: Remembered,
  other?: Pick<Lab, 'environment' | 'telemetry'>,
): Lab {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const port = (name: PortName | ContainerPortName) =>
    other && isTelemetryPort(name)
      ? other.telemetry.port(name)
      : { ...ports, ...containerPorts }[name] + portOffset;
  const envFile = () => process.env['LAB_ENV_FILE'] ?? join(root, '.env');
  const secrets = () => loadSecrets(join(home, 'secrets.json'));
  const password = (user: DatabaseUser) =>
    inContainers ? loadSettings(envFile())[databasePassword(user)] : secrets()[user];
  const dataFolder = join(home, inContainers ? 'containers' : 'data');
  const lab: Lab = {
    root,
    home,
    environment: other?.environment ?? 'local',
    get telemetry() {
      return other?.telemetry ?? lab;
    },
    cache: join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'webstore-lab'),
    version,
    portOffset,
    inContainers,
    isSlim,
    clock,
    port,
    url: (name) => `http://127.0.0.1:${port(name)}`,
    databaseUrl: (user, database = user) =>
      `postgres://${user}:${password(user)}@127.0.0.1:${port('postgres')}/${database}`,
    pagerToken: () => {
      if (other) return other.telemetry.pagerToken();
      return inContainers ? loadSettings(envFile()).PAGER_TOKEN : secrets().pager;
    },
    hostToken: () => secrets().host,
    sessionKey: () => (inContainers ? loadSettings(envFile()).SESSION_KEY : secrets().sessions),
    get envFile() {
      return envFile();
    },
    settings: () => loadSettings(envFile()),
    dataFolder,
    data: (part) => inside(join(dataFolder, part)),
    stateFile: (part, file) => join(dataFolder, part, file),
    config: (part) => inside(join(home, 'config', part)),
    log: (part) => join(inside(join(home, 'logs')), `${part}.log`),
    run: (file) => join(inside(join(home, 'run')), file),
  };
  return lab;
}

function inside(folder: string): string {
  makeFolder(folder);
  return folder;
}

/** A scrape every half a second: a faster one would measure this machine and not the chain. */
export const fastestClock = 10;

const remembered = z.object({
  portOffset: z.number().int().min(0).max(largestOffset).default(0),
  inContainers: z.boolean().default(false),
  isSlim: z.boolean().default(false),
  clock: z.number().int().min(1).max(fastestClock).default(1),
});
type Remembered = z.output<typeof remembered>;

export const labState = (home: string): JsonState<Remembered> =>
  jsonState<Remembered>(join(home, 'lab.json'), remembered, remembered.parse({}), {
    ignored:
      'the lab is native, with port offset 0. If it had another one or ran in containers, ./lab up --port-offset N or --docker brings that back',
  });

function remember(home: string, given: Partial<Remembered>, evenIfUnknown: boolean): Remembered {
  const state = labState(home);
  const { portOffset: offset = 0 } = given;
  if (!remembered.shape.portOffset.safeParse(offset).success)
    throw new Failure(`--port-offset must be a whole number from 0 to ${largestOffset}.`, exitCodes.usage);
  const reading = state.inspect();
  const isKnown = ['sound', 'absent'].includes(reading.condition);
  if (!isKnown && !evenIfUnknown) mustNotRun(home, state.file);
  // Those commands report its problems themselves.
  const before = !isKnown && evenIfUnknown ? remembered.parse({}) : state.read();
  const wanted = {
    portOffset: given.portOffset ?? before.portOffset,
    inContainers: given.inContainers ?? before.inContainers,
    isSlim: given.isSlim ?? before.isSlim,
    clock: given.clock ?? before.clock,
  };
  const isGiven = [given.portOffset, given.inContainers, given.isSlim, given.clock].some(
    (one) => one !== undefined,
  );
  if (JSON.stringify(wanted) !== JSON.stringify(before) || (isGiven && !isKnown)) state.write(wanted);
  return wanted;
}

/** Without the file the ports are unknown: a request could reach another lab of this machine. */
function mustNotRun(home: string, file: string): void {
  // A download belongs to the running ./lab up.
  if (processesOf(home).every(({ name }) => name === 'download')) return;
  throw new Failure(
    `${file} is broken, and with it the ports of this running lab are unknown: ./lab down ends it, then ./lab up --port-offset N starts it again.`,
    exitCodes.usage,
  );
}
