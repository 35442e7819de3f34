import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { alertmanagerConfig } from '@webstore/supervisor/components/configuring/alertmanager-config.ts';
import type { Mail } from '@webstore/lab-core/mail-settings.ts';

const folder = resolve(import.meta.dirname, '../../../../infra/alertmanager');
const template = readFileSync(resolve(folder, 'alertmanager.yml'), 'utf8');
const generated =
  '# Generated from alertmanager.yml by `npm run compose-configs`: edit that file, this one is written over.\n';

/** The mail server of profile `mail`: it stores every mail and forwards none. */
const mailpit: Mail = {
  to: 'on-call@webstore.example',
  from: 'alerts@webstore.example',
  smarthost: 'mailpit:1025',
  requireTls: false,
  username: '',
  password: '',
};

describe("Alertmanager's configuration in a container", () => {
  it.each([
    ['alertmanager.compose.yml', undefined],
    ['alertmanager.mail.yml', mailpit],
  ])("%s is the native one with the pager's container name", async (name, mail) => {
    const file = resolve(folder, name);
    const text = generated + alertmanagerConfig(template, 'http://pager:8091', mail);
    const formatted = await format(text, { ...(await resolveConfig(file)), parser: 'yaml' });
    await expect(formatted).toMatchFileSnapshot(file);
  });
});
