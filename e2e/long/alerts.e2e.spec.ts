import { randomUUID } from 'node:crypto';
import { deadLetterTopic, topics } from '@webstore/contracts';
import { JaegerTraces, last, Metrics } from '@webstore/signals';
import { type TestKafka, testKafka } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertmanager as alerts } from '../support/customers/alerts-by-hand.ts';
import { ends, fires, held, patiently } from '../support/stores/firing.ts';
import { lab, ready, run } from '../support/labs/running-lab.ts';
import { runbookAnswers } from '../support/stores/runbook-queries.ts';
import { writtenLines } from '../support/stores/stored-telemetry.ts';

const metrics = new Metrics({ baseUrl: lab.url('prometheus') });
/**
 * All alerts but those of objectives: an error budget's one-hour window still contains the failures of
 * earlier tests.
 */
const names = async () =>
  [...new Set((await alerts.list(['category!="slo"'])).map(({ labels }) => labels['alertname']))].toSorted();

/** A line as Loki stores it, with structured metadata. */
type Line = [line: string, fields?: Record<string, string>];

/** Writes lines of a service that does not exist, to keep them apart from the shop's lines. */
async function write(service: string, lines: Line[]): Promise<void> {
  const stream = {
    service_name: service,
    service_namespace: 'webstore',
    deployment_environment_name: 'local',
  };
  const now = BigInt(Date.now()) * 1_000_000n;
  const values = lines.map(([line, fields = {}], at) => [String(now + BigInt(at)), line, fields]);
  const answer = await fetch(`${lab.url('loki')}/loki/api/v1/push`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ streams: [{ stream, values }] }),
  });
  expect(answer.status, await answer.text()).toBe(204);
}

const word = randomUUID().slice(0, 8);
const noisy = `noisy-${word}`;
const quiet = `quiet-${word}`;
const leaky = (how: string) => `leaky-${how}-${word}`;
const errors = (count: number): Line[] =>
  Array.from({ length: count }, () => ['it broke', { severity_text: 'error' }]);

/** Places and formats in which people write card numbers. All are the card schemes' own test numbers. */
const leaks: Record<string, Line> = {
  line: ['paid with 4111111111111111'],
  groups: ['paid with 5500 0000 0000 0004, twice'],
  field: ['paid', { note: '3782-822463-10005' }],
  escaped: ['GET /pay 200', { url_query: 'card=6011%201111%201111%201117' }],
};
/** Values that the services log all the time: ids, times, amounts, counts, versions. */
const harmless: Line[] = [
  ['order placed', { webstore_order_id: '43211234-1234-4567-8901-234567890123' }],
  ['GET /orders/:id 200', { trace_id: '4111111111111111'.repeat(2), span_id: '4111111111111111' }],
  [`began ${Date.now()} ${Date.now()}000000`, { total_cents: '5299000', duration_ms: '4111', offset: '512' }],
  ['digest 41111111111111110e0f10111213', { version: 'Chrome/120.0.6099.109 (Windows NT 10.0)' }],
];

describe('alerts of a running lab', () => {
  const topic = topics.orderCancelled;
  let kafka: TestKafka | undefined;

  beforeAll(async () => {
    await ready();
    process.env['TEST_KAFKA_BROKERS'] = `127.0.0.1:${lab.port('kafka')}`;
    kafka = await testKafka();
  });
  afterAll(async () => {
    await kafka?.close();
    for (const part of ['payment', 'synthetic']) await run('start', part);
    await ready();
  });

  it('do not fire while customers buy and nothing is wrong', async () => {
    // Faults of earlier tests end first; a dead letter stays in the metrics for five minutes.
    await expect.poll(names, { timeout: 400_000, interval: 1_000 }).toEqual([]);
    const { exitCode, all } = await run('traffic', 'checkout', '--users', '5', '--duration', '60s');
    expect(exitCode, all).toBe(0);
    expect(await names()).toEqual([]);
  }, 600_000);

  it('report a dead letter with the service and the message', async () => {
    const event = { orderId: randomUUID(), reason: 'none that we know' };
    await kafka!.publish(topic, event.orderId, event, { ce_id: randomUUID(), ce_type: topic });
    const { labels, annotations } = await fires('DeadLetters');
    expect(labels).toMatchObject({ service: 'catalog', topic, team: 'catalog', severity: 'ticket' });
    const examples = await metrics.exemplars(annotations['exemplars']!, last(300));
    expect(examples.at(-1)?.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect((await run('dlq', 'list')).stdout).toContain(deadLetterTopic(topic, 'catalog'));
  });

  describe('on log content', () => {
    beforeAll(async () => {
      await write(quiet, [...errors(4), ...Array<Line>(20).fill(['hm', { severity_text: 'warn' }])]);
      await write(noisy, errors(5));
      await write(leaky('nothing'), harmless);
      for (const [how, line] of Object.entries(leaks)) await write(leaky(how), [line]);
    });

    it('fire for errors that a service logs, but not for four errors, nor for warnings', async () => {
      const { labels, annotations } = await fires('LogErrorPattern');
      expect(labels).toMatchObject({
        service: noisy,
        environment: 'local',
        severity: 'ticket',
        category: 'symptom',
        team: 'platform',
      });
      expect(annotations).toMatchObject({
        summary: `${noisy} has written 5 errors in the last minute`,
        runbook_url: 'docs/runbooks/log-error-pattern.md',
      });
      const answer = await fetch(annotations['dashboard_url']!);
      expect(await answer.text()).toContain('it broke');
    });

    it("page for a card number in a line or in one of its fields, but not for the services' own values", async () => {
      const firingAlerts = async () =>
        (await held('CardDataInLogs')).map(({ labels }) => labels['service']).toSorted();
      await expect.poll(firingAlerts, patiently).toEqual(Object.keys(leaks).map(leaky).toSorted());
      const [one] = await held('CardDataInLogs', `service="${leaky('field')}"`);
      expect(one!.labels).toMatchObject({ severity: 'page', team: 'platform', environment: 'local' });
      expect(one!.annotations['impact']).toMatch(/^1 lines of the last minute/);
      await runbookAnswers(one!.annotations['runbook_url']!);
    });

    it('resolve when the lines stop', async () => {
      for (const name of ['LogErrorPattern', 'CardDataInLogs']) await ends(name);
    });
  });

  it('fire for payment being stopped, and for none of its symptoms', async () => {
    await run('stop', 'payment');
    const down = await fires('ServiceDown');
    expect(down.labels).toMatchObject({ service: 'payment', team: 'payments', severity: 'page' });
    expect(down.annotations['impact']).toMatch(
      /^\d+ orders worth about \d+ € are late; about \d+ worth about \d+ € were not placed; lately about \d+ came in a minute, worth about \d+ €$/,
    );
    const failures = () =>
      writtenLines('synthetic').filter((line) =>
        line.includes('the journey failed at confirmation: the order is still pending'),
      );
    await expect.poll(failures, patiently).not.toEqual([]);
    const failed = failures();
    const { trace_id: traceId, level } = JSON.parse(failed.at(-1)!) as Record<string, string>;
    expect(level).toBe('warn');
    const traces = new JaegerTraces({ baseUrl: lab.url('jaeger') });
    const services = async () => (await traces.get(traceId!))?.spans.map(({ service }) => service);
    await expect.poll(services, patiently).toContain('checkout');
    // Its symptoms do not fire beside it.
    for (const name of ['SyntheticJourneyFailing', 'ConsumerLag']) expect(await held(name)).toEqual([]);

    await run('start', 'payment');
    await ends('ServiceDown');
  }, 600_000);

  it('fire when the synthetic customer has stopped', async () => {
    await run('stop', 'synthetic');
    await fires('SyntheticJourneyFailing');
    expect(await held('ServiceDown')).toEqual([]);
    await run('start', 'synthetic');
    await ends('SyntheticJourneyFailing');
  });

  it('keep firing for five minutes after a dead letter', () => ends('DeadLetters'), 400_000);
});
