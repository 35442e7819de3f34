import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { checkConfigs } from './configs.ts';
import { withBacking, withFastClock, withLab, withLabBeside } from './instances.ts';
import { runCheck, runTool, runVitest } from './run.ts';
import { checkShellScripts } from './shell-scripts.ts';
import { oneFailed, onePassed, sum, type Tally } from './tally.ts';

/**
 * Where a part runs when all parts run. `before`: ahead of all others, because they fail fast. The lanes run in parallel, `lab` in
 * this process and each other one in its own: most of their time is spent waiting. Only `fast lab` follows on `second lab`.
 */
export type Lane = 'before' | 'lab' | 'second lab' | 'fast lab' | 'no lab';

interface TestPart {
  lane: Lane;
  /** Folders of e2e that belong to this part. */
  folders?: string[];
  /** Runs on demand only: by name, or with `--full`. */
  isLong?: boolean;
  /** @param alone whether the command line names this part */
  run(lab: Lab, full: boolean, alone: boolean): Promise<Tally>;
}

const asTest = (what: string, passed: boolean) => (passed ? onePassed : oneFailed(what));

/** A part that consists of folders of e2e: specs named `observes` run in parallel, then the others one by one. */
function onTheLab(
  name: string,
  lane: Lane,
  areas: string[],
  { long = [], env = () => ({}) }: { long?: string[]; env?: (whole: boolean) => Record<string, string> } = {},
): TestPart {
  const folders = areas.map((area) => `e2e/${area}/`);
  return {
    lane,
    folders,
    run: (lab, full, alone) =>
      withLab(lab, () => {
        const specs = [...folders, ...(full ? long : [])];
        return runVitest(
          lab,
          name,
          ['--project', 'observers', '--project', 'e2e', ...specs],
          env(full || alone),
        );
      }),
  };
}

/** The parts of `./lab test`, in the order in which they run. */
export const testParts: Record<string, TestPart> = {
  typecheck: {
    lane: 'before',
    run: async (lab) =>
      asTest('typecheck', await runTool(lab, 'nx', ['run-many', '-t', 'typecheck', '--outputStyle=static'])),
  },
  unit: { lane: 'no lab', run: (lab) => runVitest(lab, 'unit', ['--project', 'unit']) },
  integration: {
    lane: 'no lab',
    run: (lab) => withBacking(lab, (env) => runVitest(lab, 'integration', ['--project', 'integration'], env)),
  },
  config: { lane: 'no lab', run: checkConfigs },
  mutants: {
    lane: 'no lab',
    isLong: true,
    run: (lab) => runCheck(lab, process.execPath, [join(lab.root, 'tools/slo/src/main.ts'), 'mutants']),
  },
  // These specs start and break labs of their own.
  lab: {
    lane: 'no lab',
    folders: ['e2e/own-lab/'],
    run: (lab) => runVitest(lab, 'lab', ['--project', 'e2e', 'e2e/own-lab/']),
  },
  // These replace components of a lab, one after the other.
  proof: {
    lane: 'no lab',
    folders: ['e2e/proof/'],
    run: (lab) =>
      withLabBeside(lab, 'own', (env) => runVitest(lab, 'proof', ['--project', 'e2e', 'e2e/proof/'], env)),
  },
  lint: {
    // Before the rest it would only delay it; last, it uses the time in which the other lanes wait.
    lane: 'no lab',
    run: async (lab) =>
      sum([
        // Without Nx's graph, as in a fresh clone, the boundary rule silently accepts everything.
        asTest(
          'eslint',
          (await runTool(lab, 'nx', ['show', 'projects'])) && (await runTool(lab, 'eslint', ['.'])),
        ),
        await checkShellScripts(lab),
        await runCheck(lab, process.execPath, [join(lab.root, 'tools/checks/src/language/lint-texts.ts')]),
        asTest(
          'api-docs',
          await runTool(lab, 'nx', ['run', 'reference-docs:api-docs', '--outputStyle=static']),
        ),
        asTest('prettier', await runTool(lab, 'prettier', ['--check', '--log-level=warn', '.'])),
      ]),
  },
  e2e: onTheLab('e2e', 'lab', ['orders', 'metrics', 'logging', 'cli'], {
    long: ['e2e/long/', '--exclude', 'e2e/long/faults.e2e.spec.ts'],
  }),
  // Every query of every dashboard.
  panels: onTheLab('panels', 'lab', ['panels']),
  faults: onTheLab('faults', 'lab', ['faults'], { long: ['e2e/long/faults'] }),
  tracing: onTheLab('tracing', 'second lab', ['tracing']),
  // Last on its lab, because it leaves thousands of dead letters. CI runs a quick set with a fixed seed; by name, or with
  // --full, all of it runs with a random seed.
  hostile: onTheLab('hostile', 'second lab', ['hostile'], {
    env: (whole) => ({ HOSTILE: whole ? 'whole' : 'quick' }),
  }),
  exercises: onTheLab('exercises', 'fast lab', ['exercises']),
  alerting: {
    lane: 'fast lab',
    folders: ['e2e/alerting/'],
    run: (lab) =>
      withFastClock(lab, (env) => runVitest(lab, 'alerting', ['--project', 'e2e', 'e2e/alerting/'], env)),
  },
};

/** In execution order. */
export const partNames = Object.keys(testParts);

export const namesOf = (lane: Lane): string[] => partNames.filter((name) => testParts[name]!.lane === lane);

/** Vitest runs the others. */
export const partsWithoutVitest = ['lint', 'typecheck', 'config', 'mutants'];
