import { join } from 'node:path';
import { answersOk } from '../machine/answers.ts';
import type { Component } from './component.ts';
import { minimalEnv } from './minimal-env.ts';

export const alertmanager: Component = {
  name: 'alertmanager',
  stage: 'metrics',
  summary: 'Alertmanager: who hears of an alert, and who does not',
  needs: [],
  ports: ['alertmanager'],
  fetched: 'prometheus-alertmanager',

  launch: (lab) => ({
    command: 'prometheus-alertmanager',
    args: [
      `--config.file=${join(lab.root, 'infra/alertmanager/alertmanager.yml')}`,
      `--storage.path=${lab.data('alertmanager')}`,
      `--web.listen-address=127.0.0.1:${lab.port('alertmanager')}`,
      `--web.external-url=${lab.url('alertmanager')}`,
      // Alone: with a cluster address it would listen on every interface.
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
    env: minimalEnv({ GOMEMLIMIT: '64MiB' }),
  }),

  ready: (lab) => answersOk(`${lab.url('alertmanager')}/-/ready`),
  graceMs: 5_000,
};
