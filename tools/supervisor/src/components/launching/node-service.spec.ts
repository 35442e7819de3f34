import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { beside, openLab } from '@webstore/lab-core/lab.ts';
import { nodeService } from './node-service.ts';

describe('a service of the shop', () => {
  const home = mkdtempSync(join(tmpdir(), 'node-service-'));
  const file = join(home, '.env');
  vi.stubEnv('LAB_ENV_FILE', file);
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });

  const payment = nodeService({ service: 'payment', summary: '', needs: [], env: () => ({}) });
  const environment = () => payment.launch!(openLab({ home })).env;

  it('gets every setting of .env, and its own log file', () => {
    const logs = [
      'LOG_LEVEL=debug',
      'LOG_FORMAT=pretty',
      'LOG_SAMPLE_ABOVE=7',
      'OTEL_LOGS_EXPORTER=none',
      'LOG_FILE=/var/log/{service}.log',
    ];
    writeFileSync(file, [...logs, 'WEBSTORE_KEEP_SHARE=0.5', 'USER_TOKEN=another-token'].join('\n'));
    expect(environment()).toMatchObject({
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'pretty',
      LOG_SAMPLE_ABOVE: '7',
      OTEL_LOGS_EXPORTER: 'none',
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

  it('has its own name, port and log file when it is a replica', () => {
    writeFileSync(file, 'LOG_FILE=/var/log/{service}.log');
    const second = nodeService({
      service: 'payment',
      name: 'payment-2',
      summary: '',
      needs: [],
      env: () => ({}),
    });
    const { env, cwd } = second.launch!(openLab({ home }));
    expect(cwd).toMatch(/services\/payment$/);
    expect(env).toMatchObject({
      PORT: '8104',
      LOG_FILE: '/var/log/payment-2.log',
      OTEL_SERVICE_NAME: 'payment',
      OTEL_RESOURCE_ATTRIBUTES: expect.stringContaining('service.instance.id=payment-2'),
    });
  });

  it('beside local has ports and a log file of its own, and sends its telemetry to local', () => {
    writeFileSync(file, 'LOG_FILE=/var/log/{service}.log');
    const local = openLab({ home });
    const { OTEL_EXPORTER_OTLP_ENDPOINT: collector } = payment.launch!(local).env!;
    expect(payment.launch!(beside(local, 'staging')).env).toMatchObject({
      PORT: '8504',
      LOG_FILE: '/var/log/staging-payment.log',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector,
      OTEL_RESOURCE_ATTRIBUTES: expect.stringContaining('deployment.environment.name=staging'),
    });
  });

  it('writes no file without a setting in .env', () => {
    writeFileSync(file, '');
    expect(environment()).toMatchObject({ LOG_FILE: '', LOG_FORMAT: 'json' });
  });
});
