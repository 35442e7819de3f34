import { existsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { exitCodes, messageOf } from '../failure.ts';
import { type Lab, openLab } from '../lab.ts';
import { diskSpace } from '../machine/disk.ts';
import { versionOf } from '../machine/programs.ts';
import { bytes } from '../show/bytes.ts';
import { table } from '../show/table.ts';
import { isCached } from '../stack/cache.ts';
import { components, componentsUpTo } from '../stack/index.ts';
import { describeHolder, takenPorts } from './checks.ts';

/** `fix` says what to do, and its absence that all is well. */
interface Finding {
  what: string;
  found: string;
  fix?: string;
}

const tools = [
  { what: 'npm', args: ['--version'], fix: 'install Node.js with npm from nodejs.org or your distribution' },
  {
    what: 'go',
    args: ['version'],
    fix: 'install Go 1.26.5 or newer: without it no traces, logs, lag and traffic',
  },
  {
    what: 'java',
    args: ['-version'],
    fix: 'sudo apt-get install default-jre-headless: without it no Kafka, and no shop',
  },
  { what: 'mvn', args: ['-v'], fix: 'sudo apt-get install maven: it brings Kafka' },
  { what: 'redis-server', args: ['--version'], fix: './lab up as root installs it' },
  { what: 'prometheus', args: ['--version'], fix: './lab up as root installs it' },
];

const neededMemory = 3 * 1024 ** 3;

export function register(program: Command): void {
  program.command('doctor').description('check what this machine has and lacks').action(doctor);
}

async function doctor(): Promise<void> {
  const lab = openLab({ evenIfUnknown: true });
  const findings = [
    ...(await checkTools()),
    checkRoot(),
    checkSpace(lab),
    checkMemory(),
    ...checkPorts(lab),
    checkSettings(lab),
    ...checkCache(lab),
  ];
  const columns = [{ title: 'what' }, { title: 'found' }, { title: 'what to do' }];
  console.log(
    table(
      columns,
      findings.map(({ what, found, fix }) => [what, found, fix ?? '']),
    ),
  );
  if (findings.some(({ fix }) => fix)) process.exitCode = exitCodes.unavailable;
}

async function checkTools(): Promise<Finding[]> {
  return Promise.all(
    tools.map(async ({ what, args, fix }) => {
      const version = await versionOf(what, args);
      return version ? { what, found: version } : { what, found: 'missing', fix };
    }),
  );
}

function checkRoot(): Finding {
  if (process.getuid?.() === 0) return { what: 'root', found: 'yes' };
  const installed = ['redis-server', 'prometheus'].every((name) => existsSync(`/usr/bin/${name}`));
  if (installed) return { what: 'root', found: 'no, and not needed' };
  return { what: 'root', found: 'no', fix: 'run ./lab up as root once, or install what it names' };
}

function checkSpace(lab: Lab): Finding {
  const { folder, needed, free } = diskSpace(lab);
  return {
    what: 'disk',
    found: `${bytes(free)} free under ${folder}, ${bytes(needed)} needed (and about 8 GiB once, to compile)`,
    ...(free < needed && { fix: 'free some space, or move the data with LAB_HOME' }),
  };
}

function checkMemory(): Finding {
  const found = `${bytes(freemem())} free`;
  return {
    what: 'memory',
    found,
    ...(freemem() < neededMemory && {
      fix: `the whole lab takes up to 2.5 GiB: close something, or ./lab up --only shop`,
    }),
  };
}

function checkPorts(lab: Lab): Finding[] {
  const taken = takenPorts(lab, componentsUpTo());
  if (taken.length === 0) return [{ what: 'ports', found: 'free, or our own' }];
  return taken.map(({ part, holder }) => ({
    what: `port ${holder.port} (${part})`,
    found: describeHolder(holder),
    fix: 'stop it, or ./lab up --port-offset 10000',
  }));
}

function checkSettings(lab: Lab): Finding {
  const what = '.env';
  try {
    lab.settings();
    return { what, found: existsSync(join(lab.root, '.env')) ? 'valid' : 'none: the defaults hold' };
  } catch (error) {
    return { what, found: 'broken', fix: messageOf(error) };
  }
}

function checkCache(lab: Lab): Finding[] {
  return components
    .filter(({ name, stage }) => stage === 'compiled' || name === 'kafka')
    .map(({ name, fetched }) => ({
      what: `cache: ${name}`,
      found: isCached(lab, fetched) ? 'there' : 'not yet: ./lab up brings it',
    }));
}
