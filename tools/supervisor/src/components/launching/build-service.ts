import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { RunJob } from '../component.ts';

let underWay: Promise<boolean> | undefined;

/** Compiles the service, together with all others; the compiler skips unchanged ones. */
export const buildService = (name: string, lab: Lab, run: RunJob): Promise<void> =>
  buildNeeded(lab, run, [`services/${name}`]);

/** The same for a component that runs the sources of the tools, and needs the compiled libraries alone. */
export const buildForTools = (lab: Lab, run: RunJob): Promise<void> =>
  buildNeeded(lab, run, projectsIn(lab, 'libs'));

async function buildNeeded(lab: Lab, run: RunJob, needed: string[]): Promise<void> {
  underWay ??= buildAll(lab, run)
    .then(...succeeded)
    .finally(() => (underWay = undefined));
  if (await underWay) return;
  // A package does not compile; unaffected services run all the same.
  const compiles = await compile(lab, run, needed).then(...succeeded);
  if (!compiles) throw new Error('it does not compile: ./lab logs build shows why');
}

const succeeded = [() => true, () => false] as const;

/** Compiles the libraries, the services and the applications of the bench. */
export const buildAll = (lab: Lab, run: RunJob): Promise<void> =>
  compile(lab, run, [...projectsIn(lab, 'libs'), ...projectsIn(lab, 'services'), 'tools/bench']);

/** Compiles the libraries alone, for a lab whose services another build compiles. */
export const buildLibraries = (lab: Lab, run: RunJob) => compile(lab, run, projectsIn(lab, 'libs'));

const projectsIn = (lab: Lab, folder: string): string[] =>
  readdirSync(join(lab.root, folder))
    .map((name) => join(folder, name))
    .filter((project) => existsSync(join(lab.root, project, 'tsconfig.json')));

/** Leaves unchanged files alone, under services that start at this moment; Nx replaces them (decision 21). */
const compile = (lab: Lab, run: RunJob, projects: string[]): Promise<void> =>
  run(process.execPath, [join(lab.root, 'node_modules/.bin/tsc'), '-b', ...projects], {
    log: 'build',
  });
