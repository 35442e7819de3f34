import { join } from 'node:path';
import { answersBytes } from '@webstore/lab-core/machine/answers.ts';
import type { Component } from './component.ts';
import { minimalEnv } from './launching/minimal-env.ts';

export const redis: Component = {
  name: 'redis',
  stage: 'backing',
  summary: 'Redis: carts and the catalog cache',
  needs: [],
  ports: ['redis'],
  fetched: 'redis-server',

  launch: (lab) => ({
    command: 'redis-server',
    args: [
      join(lab.root, 'infra/redis/redis.conf'),
      '--port',
      String(lab.port('redis')),
      '--dir',
      lab.data('redis'),
    ],
    env: minimalEnv(),
  }),

  // While Redis loads its file, it answers -LOADING.
  ready: (lab) =>
    answersBytes(lab.port('redis'), 'PING\r\n', (reply) => reply.toString().startsWith('+PONG')),
  graceMs: 10_000,
};
