import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import { mailOf } from '@webstore/lab-core/mail-settings.ts';
import { replaceFile } from '@webstore/lab-core/state/replace-file.ts';
import { alertmanagerConfig } from './configuring/alertmanager-config.ts';
import type { Component } from './component.ts';
import { innerListener } from './launching/guarded.ts';
import { durationOn, textOn } from './configuring/lab-clock.ts';
import { minimalEnv } from './launching/minimal-env.ts';

export const alertmanager: Component = {
  name: 'alertmanager',
  stage: 'metrics',
  summary: 'Alertmanager: groups, routes, inhibits and silences alerts',
  needs: ['guard'],
  ports: ['alertmanager'],
  fetched: 'prometheus-alertmanager',
  prepare: (lab) => void configureAlertmanager(lab),

  launch: (lab) => ({
    command: 'prometheus-alertmanager',
    args: [
      `--config.file=${configFile(lab)}`,
      `--storage.path=${lab.data('alertmanager')}`,
      `--web.listen-address=${innerListener(lab, 'alertmanager')}`,
      `--web.external-url=${lab.url('alertmanager')}`,
      // A crash loses newer notifications and silences; the default is a quarter of an hour.
      `--data.maintenance-interval=${durationOn(lab, '15s')}`,
      // Without a cluster: with a cluster address it would listen on every interface.
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
    env: minimalEnv({ GOMEMLIMIT: '64MiB' }),
  }),

  ready: (lab) => answersOk(`${lab.url('alertmanager')}/-/ready`),
  graceMs: 5_000,
};

const configFile = (lab: Lab) => join(lab.config('alertmanager'), 'alertmanager.yml');

/**
 * Writes Alertmanager's configuration, readable by its owner alone: it may contain a password. @returns its
 * path
 */
export function configureAlertmanager(lab: Lab): string {
  const template = readFileSync(join(lab.root, 'infra/alertmanager/alertmanager.yml'), 'utf8');
  const text = alertmanagerConfig(template, lab.url('pager'), mailOf(lab.settings()));
  replaceFile(configFile(lab), textOn(lab, text));
  replaceFile(join(lab.config('alertmanager'), 'pager-token'), lab.pagerToken());
  return configFile(lab);
}
