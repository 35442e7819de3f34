import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import { compiledProgram } from './cache.ts';
import type { Component } from './component.ts';
import { innerAddress } from './guarded.ts';
import { minimalEnv } from './minimal-env.ts';

export const loki: Component = {
  name: 'loki',
  stage: 'compiled',
  summary: 'Loki: logs',
  needs: ['guard'],
  ports: ['loki', 'lokiGrpc'],
  fetched: 'loki',

  launch: (lab) => ({
    command: compiledProgram(lab, 'loki'),
    args: lokiArgs(lab),
    env: minimalEnv({ ...lokiEnv(lab), GOMEMLIMIT: '256MiB' }),
    cwd: lab.data('loki'),
  }),

  ready: (lab) => answersOk(`${lab.url('loki')}/ready`),
  graceMs: 20_000,
};

export const lokiArgs = (lab: Lab) => [
  `-config.file=${join(lab.root, 'infra/loki/loki.yaml')}`,
  '-config.expand-env=true',
];

/** What infra/loki/loki.yaml asks for. */
export function lokiEnv(lab: Lab): Record<string, string> {
  const { host, port } = innerAddress(lab, 'loki');
  return {
    LOKI_LISTEN: host,
    LOKI_PORT: String(port),
    LOKI_GRPC_PORT: String(lab.port('lokiGrpc')),
    LOKI_DATA: inQuotes(lab.data('loki')),
    LOKI_RULES: inQuotes(join(lab.root, 'infra/loki/rules')),
    ALERTMANAGER_URL: lab.url('alertmanager'),
    ALERTS_LEAD_TO: lab.url('loki'),
  };
}

/** It stands in loki.yaml between single quotes. */
const inQuotes = (path: string) => path.replaceAll("'", "''");
