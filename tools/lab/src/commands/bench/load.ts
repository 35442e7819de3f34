import { join } from 'node:path';
import { execa } from 'execa';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { compiledProgram } from '@webstore/supervisor/components/launching/cache.ts';
import { minimalEnv } from '@webstore/supervisor/components/launching/minimal-env.ts';

/** k6's results, as `load-tests/bench/load.ts` writes them. */
export interface Load {
  requests: number;
  failed: number;
  /** One iteration of a script: a request, or a whole order. */
  iterations: number;
  /** Arrivals for which k6 had no free virtual user: the rate was not reached. */
  dropped: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

export interface LoadOptions {
  script: string;
  seconds: number;
  /** Arrivals a second; default: as many as a few clients achieve without a pause. */
  perSecond?: number;
  env: Record<string, string>;
}

/**
 * A shop refuses a request now and then, for a sold-out product; with more failures, the bench would measure
 * failures.
 */
const MOST_FAILED = 0.02;

/** Runs one of the scripts in load-tests/bench. */
export async function putLoad(lab: Lab, { script, seconds, perSecond, env }: LoadOptions): Promise<Load> {
  const { stdout } = await execa(
    compiledProgram(lab, 'k6'),
    ['run', '--quiet', '--no-usage-report', join(lab.root, 'load-tests/bench', script)],
    {
      env: minimalEnv({
        ...env,
        DURATION: `${seconds}s`,
        ...(perSecond && { PER_MINUTE: String(Math.round(perSecond * 60)) }),
      }),
      extendEnv: false,
      cwd: lab.root,
    },
  );
  const load = JSON.parse(stdout) as Load;
  return load;
}

/** @throws Failure when the load measured more than successful answers */
export function answered(load: Load): Load {
  if (load.failed > MOST_FAILED * load.requests || load.iterations === 0)
    throw new Failure(`${load.failed} of ${load.requests} requests failed: this measures nothing.`);
  return load;
}
