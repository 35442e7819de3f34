import { join } from 'node:path';
import { conditionsFile } from '@webstore/lab-core/bank/conditions.ts';
import { standbyHost } from './launching/bank-sites.ts';
import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import { buildService } from './launching/build-service.ts';
import type { Component } from './component.ts';
import { minimalEnv } from './launching/minimal-env.ts';

/** Not one of the shop's services: it is external, and not instrumented. */
export const acquirer: Component = {
  name: 'acquirer',
  stage: 'shop',
  summary: 'The bank outside',
  needs: [],
  ports: ['acquirer'],
  prepare: (lab, run) => buildService('acquirer', lab, run),

  launch: (lab) => ({
    command: process.execPath,
    args: ['--max-old-space-size=64', 'dist/main.js'],
    env: minimalEnv({
      HOST: '127.0.0.1',
      PORT: String(lab.port('acquirer')),
      DATA_FILE: join(lab.data('acquirer'), 'acquirer.db'),
      CONDITIONS_FILE: conditionsFile(lab),
      STANDBY_HOST: standbyHost,
      HTTP_ALLOWED_HOSTS: lab.settings().HTTP_ALLOWED_HOSTS,
    }),
    cwd: join(lab.root, 'services/acquirer'),
  }),

  ready: (lab) => answersOk(`${lab.url('acquirer')}/health`),
  graceMs: 10_000,
};
