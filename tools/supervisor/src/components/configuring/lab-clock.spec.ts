import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLab } from '@webstore/lab-core/lab.ts';
import { alertmanager, configureAlertmanager } from '../alertmanager.ts';
import { loki, lokiEnv } from '../loki.ts';
import { pager } from '../pager.ts';
import { prometheus } from '../prometheus.ts';
import { synthetic } from '../synthetic.ts';

const labAt = (clock: number) =>
  openLab({ home: mkdtempSync(join(tmpdir(), 'lab-clock-')), portOffset: 100, clock });
const noJob = () => Promise.reject(new Error('Nothing is to be run.'));

/** The configurations and arguments of the alerting chain, without paths. */
async function chainAt(clock: number) {
  const lab = labAt(clock);
  await prometheus.prepare!(lab, noJob);
  await loki.prepare!(lab, noJob);
  const text = (path: string) => readFileSync(join(lab.config('prometheus'), path), 'utf8');
  const env = lokiEnv(lab);
  return {
    prometheus: text('prometheus.yml'),
    serviceDown: text('rules/service-down.yml'),
    alertmanager: readFileSync(configureAlertmanager(lab), 'utf8'),
    logs: readFileSync(join(env['LOKI_RULES']!, 'fake/logs.yaml'), 'utf8'),
    args: [prometheus, alertmanager].flatMap((component) => component.launch!(lab).args),
    env: {
      ALERTS_SENT_AGAIN_AFTER: env['ALERTS_SENT_AGAIN_AFTER'],
      LAB_CLOCK: pager.launch!(lab).env!['LAB_CLOCK'],
      JOURNEY_EVERY_MS: synthetic.launch!(lab).env!['JOURNEY_EVERY_MS'],
    },
  };
}

describe('the alerting chain', () => {
  it('has the shipped clock by default', async () => {
    const { root } = labAt(1);
    const shipped = (path: string) => readFileSync(join(root, 'infra', path), 'utf8');
    const chain = await chainAt(1);
    expect(chain.prometheus).toBe(shipped('prometheus/prometheus.yml'));
    expect(chain.serviceDown).toBe(shipped('prometheus/rules/service-down.yml'));
    expect(chain.logs).toBe(shipped('loki/rules/fake/logs.yaml'));
    expect(chain.alertmanager).toContain('group_wait: 2m');
    expect(chain.args).toEqual(
      expect.arrayContaining([
        '--rules.alert.resend-delay=1m',
        '--query.lookback-delta=5m',
        '--data.maintenance-interval=15s',
      ]),
    );
    expect(chain.env).toEqual({
      ALERTS_SENT_AGAIN_AFTER: '1m',
      LAB_CLOCK: '1',
      JOURNEY_EVERY_MS: '15000',
    });
  });

  it('has each of its clocks ten times as fast on request', async () => {
    const chain = await chainAt(10);
    expect(chain.prometheus).toContain('scrape_interval: 500ms');
    expect(chain.serviceDown).toContain('for: 3000ms');
    expect(chain.serviceDown).toContain('[9000ms:500ms]');
    expect(chain.logs).toContain('interval: 1500ms');
    expect(chain.logs).toContain('[6000ms]');
    expect(chain.alertmanager).toContain('group_wait: 12000ms');
    expect(chain.alertmanager).toContain('repeat_interval: 360000ms');
    expect(chain.args).toEqual(
      expect.arrayContaining([
        '--rules.alert.resend-delay=6000ms',
        '--query.lookback-delta=30000ms',
        '--data.maintenance-interval=1500ms',
      ]),
    );
    expect(chain.env).toEqual({
      ALERTS_SENT_AGAIN_AFTER: '6000ms',
      LAB_CLOCK: '10',
      JOURNEY_EVERY_MS: '1500',
    });
  });
});
