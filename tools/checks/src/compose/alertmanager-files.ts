import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Mail } from '@webstore/lab-core/mail-settings.ts';
import { formatted } from '@webstore/lab-core/output/generated-files.ts';
import { alertmanagerConfig } from '@webstore/supervisor/components/configuring/alertmanager-config.ts';

const template = resolve(import.meta.dirname, '../../../../infra/alertmanager/alertmanager.yml');
const mark =
  '# Generated from alertmanager.yml by `npx nx run-many -t generate`: edit that file, this one is written over.\n';

/** The mail server of profile `mail`: it stores every mail and forwards none. */
const mailpit: Mail = {
  to: 'on-call@webstore.example',
  from: 'alerts@webstore.example',
  smarthost: 'mailpit:1025',
  requireTls: false,
  username: '',
  password: '',
};

/** Alertmanager's configuration in a container: the native one with the pager's container name. */
export function alertmanagerFiles() {
  const text = (mail?: Mail) =>
    mark + alertmanagerConfig(readFileSync(template, 'utf8'), 'http://pager:8091', mail);
  return formatted({
    'infra/alertmanager/alertmanager.compose.yml': text(),
    'infra/alertmanager/alertmanager.mail.yml': text(mailpit),
  });
}
