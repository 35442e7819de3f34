import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { compiledProgram, isCached } from '@webstore/supervisor/components/launching/cache.ts';
import { jaegerEnv } from '@webstore/supervisor/components/jaeger.ts';
import { lokiArgs, lokiEnv } from '@webstore/supervisor/components/loki.ts';
import { alertmanagerChecks } from './alertmanager.ts';
import { runCheck } from './run.ts';
import { none, sum, type Tally } from './tally.ts';

/** Checks each configuration with the program that will read it. */
export async function checkConfigs(lab: Lab): Promise<Tally> {
  const infra = (path: string) => join(lab.root, 'infra', path);
  const files = (pattern: string) => globSync(pattern, { cwd: lab.root }).sort();
  const debian = (program: string, args: string[]) =>
    check(existsSync(`/usr/bin/${program}`), lab, program, args);
  const compiled = (part: 'jaeger' | 'loki', args: string[], env: Record<string, string>) =>
    check(isCached(lab, part), lab, compiledProgram(lab, part), args, env);
  return sum([
    await debian('promtool', ['check', 'config', infra('prometheus/prometheus.yml')]),
    await debian('promtool', ['check', 'rules', ...files('infra/slo/production/*.yml')]),
    await debian('promtool', ['test', 'rules', ...files('infra/prometheus/tests/*.test.yml')]),
    ...(await Promise.all(alertmanagerChecks(lab).map((args) => debian('amtool', args)))),
    await compiled('loki', [...lokiArgs(lab), '-verify-config'], lokiEnv(lab)),
    await compiled('jaeger', ['validate', '--config', infra('jaeger/jaeger.yaml')], jaegerEnv(lab)),
  ]);
}

async function check(isThere: boolean, ...run: Parameters<typeof runCheck>): Promise<Tally> {
  if (isThere) return runCheck(...run);
  console.log(`skip ${run[1]}: it is not on this machine yet; ./lab up brings it`);
  return { ...none, skipped: 1 };
}
