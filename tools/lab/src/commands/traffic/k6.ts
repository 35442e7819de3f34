import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { compiledProgram, isCached } from '@webstore/supervisor/components/launching/cache.ts';
import type { Launch } from '@webstore/supervisor/components/component.ts';
import { minimalEnv } from '@webstore/supervisor/components/launching/minimal-env.ts';

export interface Load {
  /** Concurrent customers, while the shop is fast. */
  users: number;
  /** Milliseconds. */
  duration: number;
  country?: string;
}

/** The environment variables of a load-tests scenario. */
export const loadVariables = ({ users, duration, country }: Load): Record<string, string> => ({
  USERS: String(users),
  DURATION: `${duration}ms`,
  ...(country && { COUNTRY: country }),
});

/** Labels of every metric of a run: two runs with equal labels would write to the same counters. */
const runTags = ({ environment }: Lab): string[] => ['--tag', `environment=${environment}`];

/** Runs k6 with a scenario; its results go to Prometheus as well, if it runs. */
export function k6(lab: Lab, script: string, load: Load, toPrometheus: boolean): Launch {
  if (!isCached(lab, 'k6'))
    throw new Failure('k6 is not compiled yet: ./lab status shows how far it is.', exitCodes.unavailable);
  const sink = toPrometheus ? ['-o', 'experimental-prometheus-rw'] : [];
  return {
    command: compiledProgram(lab, 'k6'),
    args: ['run', ...sink, ...runTags(lab), script],
    cwd: lab.root,
    env: minimalEnv({
      ...loadVariables(load),
      CATALOG_URL: lab.url('catalog'),
      CART_URL: lab.url('cart'),
      CHECKOUT_URL: lab.url('checkout'),
      K6_PROMETHEUS_RW_SERVER_URL: `${lab.url('prometheus')}/api/v1/write`,
      K6_PROMETHEUS_RW_TREND_STATS: 'p(95),p(99)',
      K6_NO_USAGE_REPORT: 'true',
    }),
  };
}

/** The file of a scenario; the command line has checked that it exists. */
export function scriptOf(lab: Lab, scenario: string): string {
  const folder = join(lab.root, 'load-tests');
  const file = readdirSync(folder).find((name) => name.replace(/^\d+-/, '') === `${scenario}.ts`);
  if (file) return join(folder, file);
  throw new Failure(`There is no scenario ${scenario} in ${folder}.`, exitCodes.usage);
}
