import { chmodSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { execa } from 'execa';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { type Compose, compose } from './containers/compose.ts';

interface Result {
  exitCode: number;
  /** What it printed. */
  all: string;
}

/** Runs Prometheus's own promtool on a file of rule tests: natively the package's, in containers the image's. */
export const testRules = (
  lab: Lab,
  file: string,
  run: Compose = (args) => compose(lab, args),
): Promise<Result> => (lab.inContainers ? inContainer(run, file) : natively(file));

async function natively(file: string): Promise<Result> {
  const { exitCode, all, code } = await execa('promtool', ['test', 'rules', file], {
    all: true,
    reject: false,
  });
  if (exitCode === undefined) throw new Failure(`promtool cannot be run (${code}): ./lab up brings it.`);
  return { exitCode, all };
}

async function inContainer(run: Compose, file: string): Promise<Result> {
  // The image runs it as another user.
  chmodSync(dirname(file), 0o755);
  chmodSync(file, 0o644);
  const own = ['--rm', '--no-deps', '--no-TTY', '--volume', `${dirname(file)}:/rule-tests:ro`];
  const { exitCode, stdout, stderr } = await run([
    ...['--profile', 'prometheus', 'run', ...own, '--entrypoint', 'promtool', 'prometheus'],
    ...['test', 'rules', `/rule-tests/${basename(file)}`],
  ]);
  if (exitCode === undefined) throw new Failure('docker cannot be run: it has promtool.');
  return { exitCode, all: `${stdout}\n${stderr}` };
}
