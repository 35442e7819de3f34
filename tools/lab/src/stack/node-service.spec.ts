import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { openLab } from '../lab.ts';
import { nodeService } from './node-service.ts';

describe('a service of the shop', () => {
  const home = mkdtempSync(join(tmpdir(), 'node-service-'));
  const file = join(home, '.env');
  vi.stubEnv('LAB_ENV_FILE', file);
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });

  const payment = nodeService({ name: 'payment', summary: '', needs: [], env: () => ({}) });
  const environment = () => payment.launch!(openLab({ home })).env;

  it('gets every setting of .env, and a log file of its own', () => {
    const logs = [
      'LOG_LEVEL=debug',
      'LOG_FORMAT=pretty',
      'LOG_SAMPLE_ABOVE=7',
      'LOG_FILE=/var/log/{service}.log',
    ];
    writeFileSync(file, [...logs, 'WEBSTORE_KEEP_SHARE=0.5', 'USER_TOKEN=another-token'].join('\n'));
    expect(environment()).toMatchObject({
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'pretty',
      LOG_SAMPLE_ABOVE: '7',
      LOG_FILE: '/var/log/payment.log',
      WEBSTORE_KEEP_SHARE: '0.5',
      USER_TOKEN: 'another-token',
    });
  });

  it('does not get the password of the mail server', () => {
    const mail = ['ALERT_MAIL_TO=a@example.com', 'ALERT_MAIL_FROM=b@example.com', 'SMTP_SMARTHOST=mail:25'];
    writeFileSync(file, [...mail, 'SMTP_USERNAME=lab', 'SMTP_PASSWORD=hush'].join('\n'));
    expect(Object.keys(environment()!).filter((name) => /MAIL|SMTP/.test(name))).toEqual([]);
  });

  it('writes no file where .env names none', () => {
    writeFileSync(file, '');
    expect(environment()).toMatchObject({ LOG_FILE: '', LOG_FORMAT: 'json' });
  });
});
