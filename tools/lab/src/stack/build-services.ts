import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import type { RunJob } from './component.ts';

let underWay: Promise<void> | undefined;

/** Compiles every service once, however many ask at the same time; Nx leaves alone what has not changed. */
export function buildServices(lab: Lab, run: RunJob): Promise<void> {
  underWay ??= build(lab, run).finally(() => (underWay = undefined));
  return underWay;
}

async function build(lab: Lab, run: RunJob): Promise<void> {
  const bin = join(lab.root, 'node_modules/.bin');
  await run(process.execPath, [join(bin, 'nx'), 'run-many', '-t', 'build', '--outputStyle=static'], {
    log: 'build',
    env: { PATH: `${bin}:${process.env['PATH']}`, NX_DAEMON: 'false', NX_TUI: 'false' },
  });
}
