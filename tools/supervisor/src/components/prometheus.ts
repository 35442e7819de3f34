import { cpSync, globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import { forAll, replaceFile } from '@webstore/lab-core/state/replace-file.ts';
import type { Component } from './component.ts';
import { innerListener } from './launching/guarded.ts';
import { durationOn, writeOnLabClock } from './configuring/lab-clock.ts';
import { minimalEnv } from './launching/minimal-env.ts';
import { alertmanagerTargets } from './configuring/prometheus-targets.ts';

export const prometheus: Component = {
  name: 'prometheus',
  stage: 'metrics',
  summary: 'Prometheus: metrics and alert rules',
  needs: ['guard'],
  ports: ['prometheus'],
  fetched: 'prometheus',

  prepare(lab) {
    const folder = lab.config('prometheus');
    const source = join(lab.root, 'infra/prometheus');
    cpSync(source, folder, { recursive: true });
    for (const file of globSync(['prometheus.yml', 'rules/*.yml'], { cwd: source }))
      writeOnLabClock(lab, join(source, file), join(folder, file));
    // Prometheus watches these folders; it would find a later one only after five minutes.
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
      // Alerts link back to this address; the default is the machine's name, on which nothing listens.
      `--web.external-url=${lab.url('prometheus')}`,
      // Without --web.enable-lifecycle and --web.enable-admin-api: no request can end it, reload it or delete
      // series. SIGHUP reloads it. A restart keeps the progress of `for`: by default it does so only from ten
      // minutes on.
      '--rules.alert.for-grace-period=0s',
      // How often Prometheus resends firing alerts, and how long a sample counts as current: the defaults.
      `--rules.alert.resend-delay=${durationOn(lab, '1m')}`,
      `--query.lookback-delta=${durationOn(lab, '5m')}`,
      '--web.enable-remote-write-receiver',
      '--enable-feature=exemplar-storage',
      '--log.level=warn',
    ],
    env: minimalEnv({ GOMEMLIMIT: '300MiB' }),
  }),

  ready: (lab) => answersOk(`${lab.url('prometheus')}/-/ready`),
  graceMs: 15_000,
};
