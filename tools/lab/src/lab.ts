import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { exitCodes, Failure } from './failure.ts';
import { largestOffset, type PortName, ports } from './ports.ts';
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
  port(name: PortName): number;
  /** `http://127.0.0.1:<port>` */
  url(name: PortName): string;
  databaseUrl(user: DatabaseUser, database?: string): string;
  /** Opens the pager. */
  pagerToken(): string;
  /** Reads `.env` anew each time: a changed token holds from the next start of a service. */
  settings(): Settings;
  data(part: string): string;
  config(part: string): string;
  log(part: string): string;
  run(file: string): string;
}

/** Opens the lab of this checkout; a given offset is remembered for the verbs that follow. */
export function openLab({ portOffset, home: elsewhere }: { portOffset?: number; home?: string } = {}): Lab {
  const home = resolve(elsewhere ?? process.env['LAB_HOME'] ?? join(root, '.lab'));
  const offset = rememberOffset(join(home, 'lab.json'), portOffset);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const port = (name: PortName) => ports[name] + offset;
  const secrets = () => loadSecrets(join(home, 'secrets.json'));
  return {
    root,
    home,
    cache: join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'webstore-lab'),
    version,
    portOffset: offset,
    port,
    url: (name) => `http://127.0.0.1:${port(name)}`,
    databaseUrl: (user, database = user) =>
      `postgres://${user}:${secrets()[user]}@127.0.0.1:${port('postgres')}/${database}`,
    pagerToken: () => secrets().pager,
    settings: () => loadSettings(process.env['LAB_ENV_FILE'] ?? join(root, '.env')),
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

function rememberOffset(file: string, wanted: number | undefined): number {
  const remembered = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { portOffset: number }).portOffset
    : 0;
  const offset = wanted ?? remembered;
  if (!Number.isInteger(offset) || offset < 0 || offset > largestOffset) {
    throw new Failure(`--port-offset must be a whole number from 0 to ${largestOffset}.`, exitCodes.usage);
  }
  if (offset !== remembered) {
    inside(dirname(file));
    writeFileSync(file, JSON.stringify({ portOffset: offset }) + '\n');
  }
  return offset;
}
