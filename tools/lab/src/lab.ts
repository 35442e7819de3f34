import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { exitCodes, Failure } from './failure.ts';
import { type ContainerPortName, containerPorts, largestOffset, type PortName, ports } from './ports.ts';
import { type DatabaseUser, loadSecrets } from './secrets.ts';
import { loadSettings, type Settings } from './settings.ts';

const root = resolve(import.meta.dirname, '../../..');

/** One instance of the lab: where it lives and on which ports. Every verb and every component asks here. */
export interface Lab {
  readonly root: string;
  /** Everything this instance writes. `LAB_HOME` moves it, so that a second instance can run beside the first. */
  readonly home: string;
  readonly cache: string;
  readonly version: string;
  readonly portOffset: number;
  /** Whether it runs in containers; `up` and `up --docker` decide, and the verbs that follow ask here. */
  readonly inContainers: boolean;
  port(name: PortName | ContainerPortName): number;
  /** `http://127.0.0.1:<port>` */
  url(name: PortName | ContainerPortName): string;
  databaseUrl(user: DatabaseUser, database?: string): string;
  /** Opens the pager. */
  pagerToken(): string;
  /** Signs customers' tokens. */
  sessionKey(): string;
  readonly envFile: string;
  /** Reads `.env` anew each time: a changed token holds from the next start of a service. */
  settings(): Settings;
  data(part: string): string;
  config(part: string): string;
  log(part: string): string;
  run(file: string): string;
}

interface OpenOptions extends Partial<Remembered> {
  home?: string;
}

/** Opens the lab of this checkout; what is given is remembered for the verbs that follow. */
export function openLab({ home: elsewhere, ...given }: OpenOptions = {}): Lab {
  const home = resolve(elsewhere ?? process.env['LAB_HOME'] ?? join(root, '.lab'));
  const { portOffset: offset, inContainers } = remember(join(home, 'lab.json'), given);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const port = (name: PortName | ContainerPortName) => ({ ...ports, ...containerPorts })[name] + offset;
  const envFile = () => process.env['LAB_ENV_FILE'] ?? join(root, '.env');
  const secrets = () => loadSecrets(join(home, 'secrets.json'));
  return {
    root,
    home,
    cache: join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'webstore-lab'),
    version,
    portOffset: offset,
    inContainers,
    port,
    url: (name) => `http://127.0.0.1:${port(name)}`,
    databaseUrl: (user, database = user) =>
      `postgres://${user}:${secrets()[user]}@127.0.0.1:${port('postgres')}/${database}`,
    pagerToken: () => (inContainers ? loadSettings(envFile()).PAGER_TOKEN : secrets().pager),
    sessionKey: () => (inContainers ? loadSettings(envFile()).SESSION_KEY : secrets().sessions),
    get envFile() {
      return envFile();
    },
    settings: () => loadSettings(envFile()),
    data: (part) => inside(join(home, 'data', part)),
    config: (part) => inside(join(home, 'config', part)),
    log: (part) => join(inside(join(home, 'logs')), `${part}.log`),
    run: (file) => join(inside(join(home, 'run')), file),
  };
}

function inside(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}

interface Remembered {
  portOffset: number;
  inContainers: boolean;
}

function remember(file: string, given: Partial<Remembered>): Remembered {
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Remembered>) : {};
  const before = { portOffset: 0, inContainers: false, ...known };
  const wanted = {
    portOffset: given.portOffset ?? before.portOffset,
    inContainers: given.inContainers ?? before.inContainers,
  };
  const { portOffset } = wanted;
  if (!Number.isInteger(portOffset) || portOffset < 0 || portOffset > largestOffset) {
    throw new Failure(`--port-offset must be a whole number from 0 to ${largestOffset}.`, exitCodes.usage);
  }
  if (JSON.stringify(wanted) !== JSON.stringify(before)) {
    inside(dirname(file));
    writeFileSync(file, JSON.stringify(wanted) + '\n');
  }
  return wanted;
}
