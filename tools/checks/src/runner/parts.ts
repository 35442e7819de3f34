import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { checkConfigs } from './configs.ts';
import { withBacking, withFastClock, withLab } from './instances.ts';
import { runCheck, runTool, runVitest } from './run.ts';
import { checkShellScripts } from './shell-scripts.ts';
import { oneFailed, onePassed, sum, type Tally } from './tally.ts';

const asTest = (what: string, passed: boolean) => (passed ? onePassed : oneFailed(what));

/** @param alone whether this part was asked for by its name */
type TestPart = (lab: Lab, full: boolean, alone: boolean) => Promise<Tally>;

/** The parts of `./lab test`, from the fastest to the slowest. */
export const testParts: Record<string, TestPart> = {
  lint: async (lab) =>
    sum([
      // Without Nx's graph, as in a fresh clone, the rule of who may import whom passes everything, in silence.
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
  // In CI a quick set that is always the same; by its name, or with --full, all of it, from another seed each time.
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

/** In the order in which they run. */
export const partNames = Object.keys(testParts);

/** These are left out unless they are asked for, by name or with `--full`. */
export const longParts = ['mutants'];

/** These need the lab, which stays up from the first of them to the last. */
export const partsOnTheLab = ['e2e', 'panels', 'faults', 'hostile'];

/** These need nothing of the lab, and mostly wait: they run beside those on it, in a process of their own. */
export const partsBesideTheLab = ['alerting', 'config', 'mutants', 'lab'];

/** They wait for alerts, on a second lab where that is short. */
const alertingSpecs = 'e2e/alerting/';

/** Vitest runs the others. */
export const partsWithoutVitest = ['lint', 'typecheck', 'config', 'mutants'];

/** They start and break instances of their own, so they need none that runs. */
const labSpecs = 'e2e/own-lab/**';
/** Every query of every dashboard; a part of its own, for who changes one runs nothing else. */
const panelSpecs = 'e2e/metrics/panels.e2e.spec.ts';
/** They break the lab one way after the other, and wait each time until it is whole again. */
const faultSpecs = 'e2e/**/faults.e2e.spec.ts';
/** Requests, messages and log calls that nobody should send; a part of its own, for it leaves thousands of dead letters. */
const hostileSpecs = 'e2e/hostile/**';
/** They take longer than CI has: `./lab test --full`. */
const fullSpecs = 'e2e/long/**';
