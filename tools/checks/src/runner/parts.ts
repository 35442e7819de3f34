import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { checkConfigs } from './configs.ts';
import { withBacking, withFastClock, withLab } from './instances.ts';
import { runCheck, runTool, runVitest } from './run.ts';
import { checkShellScripts } from './shell-scripts.ts';
import { oneFailed, onePassed, sum, type Tally } from './tally.ts';

const asTest = (what: string, passed: boolean) => (passed ? onePassed : oneFailed(what));

/** @param alone whether the command line names this part */
type TestPart = (lab: Lab, full: boolean, alone: boolean) => Promise<Tally>;

/** The parts of `./lab test`, from the fastest to the slowest. */
export const testParts: Record<string, TestPart> = {
  lint: async (lab) =>
    sum([
      // Without Nx's graph, as in a fresh clone, the boundary rule silently accepts everything.
      asTest(
        'eslint',
        (await runTool(lab, 'nx', ['show', 'projects'])) && (await runTool(lab, 'eslint', ['.'])),
      ),
      await checkShellScripts(lab),
      asTest('prettier', await runTool(lab, 'prettier', ['--check', '--log-level=warn', '.'])),
    ]),
  typecheck: async (lab) =>
    asTest('typecheck', await runTool(lab, 'nx', ['run-many', '-t', 'typecheck', '--outputStyle=static'])),
  unit: (lab) => runVitest(lab, 'unit', ['--project', 'unit']),
  integration: (lab) =>
    withBacking(lab, (env) => runVitest(lab, 'integration', ['--project', 'integration'], env)),
  e2e: (lab, full) => {
    const excluded = [
      labSpecs,
      `${alertingSpecs}**`,
      panelSpecs,
      faultSpecs,
      hostileSpecs,
      ...(full ? [] : [fullSpecs]),
    ];
    const args = excluded.flatMap((specs) => ['--exclude', specs]);
    return withLab(lab, () => runVitest(lab, 'e2e', ['--project', 'observers', '--project', 'e2e', ...args]));
  },
  panels: (lab) => withLab(lab, () => runVitest(lab, 'panels', ['--project', 'e2e', 'e2e/metrics/panels'])),
  faults: (lab, full) => {
    const specs = ['e2e/faults/', ...(full ? ['e2e/long/faults'] : [])];
    return withLab(lab, () => runVitest(lab, 'faults', ['--project', 'e2e', ...specs]));
  },
  // CI runs a quick set with a fixed seed; by name, or with --full, all of it runs with a random seed.
  hostile: (lab, full, alone) => {
    const env = { HOSTILE: full || alone ? 'whole' : 'quick' };
    return withLab(lab, () => runVitest(lab, 'hostile', ['--project', 'e2e', 'e2e/hostile/'], env));
  },
  alerting: (lab) =>
    withFastClock(lab, (env) => runVitest(lab, 'alerting', ['--project', 'e2e', alertingSpecs], env)),
  config: checkConfigs,
  mutants: async (lab) =>
    runCheck(lab, process.execPath, [join(lab.root, 'tools/slo/src/main.ts'), 'mutants']),
  lab: (lab) => runVitest(lab, 'lab', ['--project', 'e2e', 'e2e/own-lab/']),
};

/** In execution order. */
export const partNames = Object.keys(testParts);

/** Run only on demand, by name or with `--full`. */
export const longParts = ['mutants'];

/** Parts that need the lab, which stays up from the first of them to the last. */
export const partsOnTheLab = ['e2e', 'panels', 'faults', 'hostile'];

/**
 * Parts that do not need the lab and mostly wait, on labs and stores of their own: they run in a separate process, beside those on the lab.
 */
export const partsBesideTheLab = ['integration', 'alerting', 'config', 'mutants', 'lab'];

/** Specs that wait for alerts, on a second lab with shorter waits. */
const alertingSpecs = 'e2e/alerting/';

/** Vitest runs the others. */
export const partsWithoutVitest = ['lint', 'typecheck', 'config', 'mutants'];

/** Specs that start and break their own instances, so they need no running one. */
const labSpecs = 'e2e/own-lab/**';
/** Every query of every dashboard; a separate part, so that a change of a query can be tested alone. */
const panelSpecs = 'e2e/metrics/panels.e2e.spec.ts';
/** Specs that break the lab in one way after the other, and wait each time until it has recovered. */
const faultSpecs = 'e2e/**/faults.e2e.spec.ts';
/** Invalid requests, messages and log calls; a separate part, because it leaves thousands of dead letters. */
const hostileSpecs = 'e2e/hostile/**';
/** Parts that take longer than CI allows: `./lab test --full`. */
const fullSpecs = 'e2e/long/**';
