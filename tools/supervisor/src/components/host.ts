import { dirname, join } from 'node:path';
import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import type { Component } from './component.ts';
import { buildForTools } from './launching/build-service.ts';
import { minimalEnv } from './launching/minimal-env.ts';

/** Measured on Node 24: 110 MB resident after the start in place of 133, which a larger young generation keeps. */
const heap = ['--max-semi-space-size=1'];

/** In the stage of the shop: it ends before the stores, and the supervisor starts nothing for it during `down`. */
export const host: Component = {
  name: 'host',
  stage: 'shop',
  summary: 'Acts on the lab for commands and pages: faults, mitigations, exercises',
  needs: [],
  ports: ['host'],
  prepare: buildForTools,

  launch: (lab) => ({
    command: process.execPath,
    args: [...heap, '--disable-warning=TimeoutNegativeWarning', 'tools/lab/src/host/main.ts'],
    env: minimalEnv({
      LAB_HOME: lab.telemetry.home,
      LAB_ENVIRONMENT: lab.environment,
      LAB_ENV_FILE: lab.envFile,
      XDG_CACHE_HOME: dirname(lab.cache),
      NODE_COMPILE_CACHE: join(lab.root, 'node_modules/.cache/node'),
    }),
    cwd: lab.root,
  }),

  ready: (lab) => answersOk(`${lab.url('host')}/health/live`),
  graceMs: 5_000,
};
