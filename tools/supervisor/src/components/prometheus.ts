import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import { forAll, replaceFile } from '@webstore/lab-core/state/replace-file.ts';
import type { Component } from './component.ts';
import { innerListener } from './guarded.ts';
import { minimalEnv } from './minimal-env.ts';
import { alertmanagerTargets } from './prometheus-targets.ts';

export const prometheus: Component = {
  name: 'prometheus',
  stage: 'metrics',
  summary: 'Prometheus: metrics and alert rules',
  needs: ['guard'],
  ports: ['prometheus'],
  fetched: 'prometheus',

  prepare(lab) {
    const folder = lab.config('prometheus');
    cpSync(join(lab.root, 'infra/prometheus'), folder, { recursive: true });
    // Prometheus watches these folders; one that comes later it would see after five minutes.
    for (const job of ['services', 'stack', 'span-metrics'])
      mkdirSync(join(folder, 'targets', job), { recursive: true });
    replaceFile(join(folder, 'targets/alertmanager.json'), JSON.stringify(alertmanagerTargets(lab)), forAll);
  },

  launch: (lab) => ({
    command: 'prometheus',
    args: [
      `--config.file=${join(lab.config('prometheus'), 'prometheus.yml')}`,
      `--storage.tsdb.path=${lab.data('prometheus')}`,
      '--storage.tsdb.retention.time=7d',
      '--storage.tsdb.retention.size=1GB',
      `--web.listen-address=${innerListener(lab, 'prometheus')}`,
      // Alerts link back to here; the default would be the machine's name, on which nothing listens.
      `--web.external-url=${lab.url('prometheus')}`,
      // Without --web.enable-lifecycle and --web.enable-admin-api: nothing that is sent can end it, reload it or delete series. SIGHUP reloads it.
      // A restart keeps what `for` has waited: by default it does so only for ten minutes and more.
      '--rules.alert.for-grace-period=0s',
      '--web.enable-remote-write-receiver',
      '--enable-feature=exemplar-storage',
      '--log.level=warn',
    ],
    env: minimalEnv({ GOMEMLIMIT: '300MiB' }),
  }),

  ready: (lab) => answersOk(`${lab.url('prometheus')}/-/ready`),
  graceMs: 15_000,
};
