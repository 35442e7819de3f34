import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import { checkConfigs } from './configs.ts';
import { withBacking, withLab } from './instances.ts';
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
    const excluded = [labSpecs, panelSpecs, faultSpecs, hostileSpecs, ...(full ? [] : [fullSpecs])];
    const args = excluded.flatMap((specs) => ['--exclude', specs]);
    return withLab(lab, () => runVitest(lab, 'e2e', ['--project', 'e2e', ...args]));
  },
  panels: (lab) => withLab(lab, () => runVitest(lab, 'panels', ['--project', 'e2e', 'tools/lab/e2e/panels'])),
  faults: (lab, full) => {
    const specs = ['tools/lab/e2e/faults', ...(full ? ['tools/lab/e2e/full-faults'] : [])];
    return withLab(lab, () => runVitest(lab, 'faults', ['--project', 'e2e', ...specs]));
  },
  // In CI a quick set that is always the same; by its name, or with --full, all of it, from another seed each time.
  hostile: (lab, full, alone) => {
    const env = { HOSTILE: full || alone ? 'whole' : 'quick' };
    return withLab(lab, () => runVitest(lab, 'hostile', ['--project', 'e2e', 'tools/lab/e2e/hostile/'], env));
  },
  config: checkConfigs,
  mutants: async (lab) =>
    runCheck(lab, process.execPath, [join(lab.root, 'tools/slo/src/main.ts'), 'mutants']),
  lab: (lab) => runVitest(lab, 'lab', ['--project', 'e2e', 'tools/lab/e2e/lab-']),
};

/** These are left out unless they are asked for, by name or with `--full`. */
export const longParts = ['mutants'];

/** Vitest runs the others. */
export const partsWithoutVitest = ['lint', 'typecheck', 'config', 'mutants'];

/** They start and break instances of their own, so they need none that runs. */
const labSpecs = '**/lab-*.e2e.spec.ts';
/** Every query of every dashboard; a part of its own, for who changes one runs nothing else. */
const panelSpecs = '**/panels.e2e.spec.ts';
/** They break the lab one way after the other, and wait each time until it is whole again. */
const faultSpecs = '**/*faults.e2e.spec.ts';
/** Requests, messages and log calls that nobody should send; a part of its own, for it leaves thousands of dead letters. */
const hostileSpecs = '**/hostile/**';
/** They take longer than CI has: `./lab test --full`. */
const fullSpecs = '**/full-*.e2e.spec.ts';
