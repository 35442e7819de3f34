import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersOk } from '../machine/answers.ts';
import type { Component } from './component.ts';
import { minimalEnv } from './minimal-env.ts';
import { alertmanagerTargets } from './prometheus-targets.ts';

export const prometheus: Component = {
  name: 'prometheus',
  stage: 'metrics',
  summary: 'Prometheus: metrics and alert rules',
  needs: [],
  ports: ['prometheus'],
  fetched: 'prometheus',

  prepare(lab) {
    const folder = lab.config('prometheus');
    cpSync(join(lab.root, 'infra/prometheus'), folder, { recursive: true });
    // Prometheus watches these folders; one that comes later it would see after five minutes.
    for (const job of ['services', 'stack', 'span-metrics'])
      mkdirSync(join(folder, 'targets', job), { recursive: true });
    writeFileSync(join(folder, 'targets/alertmanager.json'), JSON.stringify(alertmanagerTargets(lab)));
  },

  launch: (lab) => ({
    command: 'prometheus',
    args: [
      `--config.file=${join(lab.config('prometheus'), 'prometheus.yml')}`,
      `--storage.tsdb.path=${lab.data('prometheus')}`,
      '--storage.tsdb.retention.time=7d',
      '--storage.tsdb.retention.size=1GB',
      `--web.listen-address=127.0.0.1:${lab.port('prometheus')}`,
      // Alerts link back to here; the default would be the machine's name, on which nothing listens.
      `--web.external-url=${lab.url('prometheus')}`,
      // A restart keeps what `for` has waited: by default it does so only for ten minutes and more.
      '--rules.alert.for-grace-period=0s',
      '--web.enable-lifecycle',
      '--web.enable-remote-write-receiver',
      '--enable-feature=exemplar-storage',
      '--log.level=warn',
    ],
    env: minimalEnv({ GOMEMLIMIT: '300MiB' }),
  }),

  ready: (lab) => answersOk(`${lab.url('prometheus')}/-/ready`),
  graceMs: 15_000,
};
