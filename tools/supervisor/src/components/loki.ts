import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import { compiledProgram } from './launching/cache.ts';
import type { Component } from './component.ts';
import { innerAddress } from './launching/guarded.ts';
import { durationOn, writeOnLabClock } from './configuring/lab-clock.ts';
import { minimalEnv } from './launching/minimal-env.ts';

export const loki: Component = {
  name: 'loki',
  stage: 'compiled',
  summary: 'Loki: logs',
  needs: ['guard'],
  ports: ['loki', 'lokiGrpc'],
  fetched: 'loki',

  prepare(lab) {
    if (lab.clock === 1) return;
    for (const file of globSync('fake/*.yaml', { cwd: shippedRules(lab) }))
      writeOnLabClock(lab, join(shippedRules(lab), file), join(rules(lab), file));
  },

  launch: (lab) => ({
    command: compiledProgram(lab, 'loki'),
    args: lokiArgs(lab),
    env: minimalEnv({ ...lokiEnv(lab), GOMEMLIMIT: '256MiB' }),
    cwd: lab.data('loki'),
  }),

  ready: (lab) => answersOk(`${lab.url('loki')}/ready`),
  graceMs: 20_000,
};

const shippedRules = (lab: Lab) => join(lab.root, 'infra/loki/rules');
/** Read in place, so that Loki reloads changes, unless the clock differs. */
const rules = (lab: Lab) => (lab.clock === 1 ? shippedRules(lab) : join(lab.config('loki'), 'rules'));

export const lokiArgs = (lab: Lab) => [
  `-config.file=${join(lab.root, 'infra/loki/loki.yaml')}`,
  '-config.expand-env=true',
];

/** Values for the template infra/loki/loki.yaml. */
export function lokiEnv(lab: Lab): Record<string, string> {
  const { host, port } = innerAddress(lab, 'loki');
  return {
    LOKI_LISTEN: host,
    LOKI_PORT: String(port),
    LOKI_GRPC_PORT: String(lab.port('lokiGrpc')),
    LOKI_DATA: inQuotes(lab.data('loki')),
    LOKI_RULES: inQuotes(rules(lab)),
    ALERTS_SENT_AGAIN_AFTER: durationOn(lab, '1m'),
    ALERTMANAGER_URL: lab.url('alertmanager'),
    ALERTS_LEAD_TO: lab.url('loki'),
  };
}

/** loki.yaml has it in single quotes. */
const inQuotes = (path: string) => path.replaceAll("'", "''");
