import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import type { Component } from '../component.ts';
import { innerListener } from '../launching/guarded.ts';
import { minimalEnv } from '../launching/minimal-env.ts';
import { redisUrl } from '../launching/node-service.ts';

export const redisExporter: Component = {
  name: 'redis-exporter',
  stage: 'metrics',
  summary: "Redis' own metrics",
  needs: ['guard', 'redis'],
  ports: ['redisExporter'],
  fetched: 'prometheus-redis-exporter',

  launch: (lab) => ({
    command: 'prometheus-redis-exporter',
    args: [],
    env: minimalEnv({
      REDIS_ADDR: redisUrl(lab),
      REDIS_EXPORTER_WEB_LISTEN_ADDRESS: innerListener(lab, 'redisExporter'),
      GOMEMLIMIT: '48MiB',
    }),
  }),

  ready: (lab) => answersOk(`${lab.url('redisExporter')}/health`),
  graceMs: 5_000,
};
