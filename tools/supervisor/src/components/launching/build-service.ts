import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { RunJob } from '../component.ts';

let underWay: Promise<boolean> | undefined;

/** Compiles the service, together with all others requested at the same time; Nx skips unchanged ones. */
export async function buildService(name: string, lab: Lab, run: RunJob): Promise<void> {
  underWay ??= nx(['run-many', '-t', 'build'], lab, run)
    .then(...succeeded)
    .finally(() => (underWay = undefined));
  if (await underWay) return;
  // A package does not compile; unaffected services run all the same.
  const compiles = await nx(['run', `${name}:build`], lab, run).then(...succeeded);
  if (!compiles) throw new Error('it does not compile: ./lab logs build shows why');
}

const succeeded = [() => true, () => false] as const;

/** Compiles the libraries alone, for a lab whose services another build compiles. */
export const buildLibraries = (lab: Lab, run: RunJob) =>
  nx(['run-many', '-t', 'build', '--projects=tag:type:lib'], lab, run);

function nx(args: string[], lab: Lab, run: RunJob): Promise<void> {
  const bin = join(lab.root, 'node_modules/.bin');
  return run(process.execPath, [join(bin, 'nx'), ...args, '--outputStyle=static'], {
    log: 'build',
    env: { PATH: `${bin}:${process.env['PATH']}`, NX_DAEMON: 'false', NX_TUI: 'false' },
  });
}
