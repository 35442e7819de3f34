import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { alertmanagerConfig } from '@webstore/supervisor/components/configuring/alertmanager-config.ts';

const teams = ['catalog', 'checkout', 'payments', 'platform'];
const mail = {
  to: 'on-call@example.com',
  from: 'lab@example.com',
  smarthost: 'smtp.example.com:587',
  requireTls: true,
  username: 'lab',
  password: '*no alias*: "or other YAML"',
};

/**
 * Expected receivers of an alert with these labels: every team and severity, and alerts with invalid labels.
 */
const routes: [labels: string[], receiver: string][] = [
  ...teams.flatMap((team) => [
    [[`team=${team}`, 'severity=page', 'alertname=Any'], `${team}-page`] as [string[], string],
    [[`team=${team}`, 'severity=ticket', 'alertname=Any'], `${team}-ticket`] as [string[], string],
  ]),
  [['severity=page'], 'platform-page'],
  [['severity=ticket', 'team=unknown'], 'platform-ticket'],
  [['team=payments'], 'platform-page'],
  [['severity=critical', 'team=payments'], 'platform-page'],
];

/** amtool's checks of the configuration, with and without mail: each entry holds the arguments of one run. */
export function alertmanagerChecks(lab: Lab): string[][] {
  const folder = join(lab.home, 'test/alertmanager');
  mkdirSync(folder, { recursive: true });
  const template = readFileSync(join(lab.root, 'infra/alertmanager/alertmanager.yml'), 'utf8');
  const written = (name: string, withMail?: typeof mail) => {
    const file = join(folder, name);
    writeFileSync(file, alertmanagerConfig(template, lab.url('pager'), withMail));
    return file;
  };
  const [usual, withMail] = [written('alertmanager.yml'), written('with-mail.yml', mail)];
  const choose = (file: string, labels: string[], receivers: string) => [
    'config',
    'routes',
    'test',
    `--config.file=${file}`,
    `--verify.receivers=${receivers}`,
    ...labels,
  ];
  return [
    ...[usual, withMail].map((file) => ['check-config', file]),
    ...routes.map(([labels, receiver]) => choose(usual, labels, receiver)),
    choose(withMail, ['team=payments', 'severity=page'], 'mail,payments-page'),
    choose(withMail, ['team=payments', 'severity=ticket'], 'payments-ticket'),
  ];
}
