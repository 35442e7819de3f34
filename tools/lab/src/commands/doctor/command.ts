import { printJson } from '@webstore/lab-core/output/json.ts';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { checkDocker } from './docker.ts';
import { type Finding, finding } from './finding.ts';
import { availableMemory, checkClock, checkMemory, checkOpenFiles } from './limits.ts';
import { checkPorts } from './ports.ts';
import { checkShell } from './shell.ts';
import { checkInstalled, checkState } from './state.ts';
import { checkPaths, checkStorage, checkTests } from './storage.ts';
import { checkRoot, checkTools } from './tools.ts';
import { exitCodes, messageOf } from '@webstore/lab-core/failure.ts';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { table } from '@webstore/lab-core/output/table.ts';
import { isCached } from '@webstore/supervisor/components/launching/cache.ts';
import { components, componentsUpTo } from '@webstore/supervisor/components/index.ts';
import { takenPorts } from '../checks/command.ts';

export function register(program: Command): void {
  program
    .command('doctor')
    .description('check what this machine has and lacks')
    .option('--json', 'print JSON')
    .action(doctor);
}

async function doctor({ json }: { json?: boolean }): Promise<void> {
  const lab = openLab({ evenIfUnknown: true });
  const began = { wall: Date.now(), steady: performance.now() };
  const cache = checkCache(lab);
  const findings = [
    ...(await checkTools()),
    checkRoot(),
    checkDocker(),
    ...checkPaths({ checkout: lab.root, data: lab.home, cache: lab.cache }),
    checkTests(lab.root),
    checkInstalled(lab, checksumOf(join(lab.root, 'package-lock.json'))),
    ...checkShell(process.env, process.stdout.isTTY, lab.root),
    ...checkStorage(
      lab,
      cache.every(({ found }) => found === 'there'),
    ),
    checkMemory(availableMemory() ?? freemem()),
    checkOpenFiles(),
    ...checkPorts(takenPorts(lab, componentsUpTo(lab))),
    ...checkState(lab),
    checkSettings(lab),
    ...cache,
  ];
  const now = Date.now();
  findings.push(checkClock(now, now - began.wall - (performance.now() - began.steady)));
  show(findings, json);
  if (findings.some(({ fix }) => fix)) process.exitCode = exitCodes.unavailable;
}

function show(findings: Finding[], json = false): void {
  if (json) return printJson(findings);
  const columns = [{ title: 'what' }, { title: 'found' }, { title: 'what to do' }];
  console.log(
    table(
      columns,
      findings.map(({ what, found, fix }) => [what, found, fix ?? '']),
    ),
  );
}

/** As ./lab creates it. */
const checksumOf = (file: string) => execFileSync('cksum', { input: readFileSync(file), encoding: 'utf8' });

function checkSettings(lab: Lab): Finding {
  const what = '.env';
  try {
    lab.settings();
    return finding(what, existsSync(join(lab.root, '.env')) ? 'valid' : 'none: the defaults hold');
  } catch (error) {
    return finding(what, 'broken', messageOf(error));
  }
}

/** Without the folder of version pins there is no name to look for. */
function checkCache(lab: Lab): Finding[] {
  return components
    .filter(({ name, stage }) => stage === 'compiled' || name === 'kafka')
    .map(({ name, fetched }) => {
      try {
        return finding(`cache: ${name}`, isCached(lab, fetched) ? 'there' : 'not yet: ./lab up brings it');
      } catch (error) {
        return finding(`cache: ${name}`, 'unknown', messageOf(error));
      }
    });
}
