import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JaegerTraces } from '@webstore/signals';
import { eventually } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { pager as pagerPart } from '@webstore/supervisor/components/pager.ts';
import { readPidFile } from '@webstore/lab-core/machine/pid-file.ts';
import { alertmanager, AlertsByHand, pager } from '../support/customers/alerts-by-hand.ts';
import { lab, ready, run, runJson } from '../support/labs/running-lab.ts';
import { askedFor } from '../support/customers/sampled-traffic.ts';
import { temporaryFolder } from '../support/labs/second-lab.ts';
import { withChanged } from '../support/labs/changed-component.ts';

const alerts = new AlertsByHand();
const notifiedLevels = async (name: string) =>
  (await alerts.pages())[name]!.notifications.map(({ level }) => level);

/** The lab's own pager with the lab's own configuration, but with a short escalation delay. */
function impatient<T>(use: () => Promise<T>): Promise<T> {
  const file = join(temporaryFolder(), 'escalation.yaml');
  const teams = 'teams: {checkout: {first: chiara, second: dieter}, platform: {first: greta, second: hugo}}';
  writeFileSync(file, `acknowledgeWithinSeconds: 3\ndefaultTeam: platform\n${teams}\n`);
  return withChanged(pagerPart, ({ env }) => ({ env: { ...env, ESCALATION_FILE: file } }), use);
}

describe('the pager of the running lab', () => {
  beforeAll(() => ready());
  afterAll(async () => {
    await alerts.resolve();
    for (const { id, comment } of await alertmanager.silences()) {
      if (comment === 'a test') await alertmanager.endSilence(id);
    }
  });

  it('shows a page with its impact and details, and when it was acknowledged and resolved', async () => {
    const impact = '12 orders worth 840 € are late';
    const annotations = { impact, runbook_url: 'docs/runbooks/order-freshness.md' };
    await alerts.fire({ labels: { alertname: 'Shown', service: 'checkout', country: 'BR' }, annotations });
    const { id } = await alerts.arrives('Shown');

    const list = await run('pager');
    expect(list).toMatchObject({ exitCode: exitCodes.ok });
    expect(list.stdout).toMatch(new RegExp(`^${id} .*page +Shown +checkout BR +firing +first`, 'm'));
    expect(list.stdout).toContain(impact);
    const details = (await run('pager', 'show', String(id))).stdout;
    expect(details).toMatch(/received +\S+ by checkout-page\n/);
    expect(details).toMatch(/notified +\S+ first: chiara\n/);
    expect(details).toContain(annotations.runbook_url);

    expect(await run('pager', 'ack', String(id), '--by', 'chiara')).toMatchObject({ exitCode: exitCodes.ok });
    const second = await run('pager', 'ack', String(id), '--by', 'dieter');
    expect(second).toMatchObject({
      exitCode: exitCodes.failed,
      stderr: expect.stringContaining('is with chiara'),
    });
    await alerts.resolve('Shown');
    await alerts.waitFor('Shown', { status: 'resolved', acknowledged: { by: 'chiara' } });
    const { json } = await runJson<{ id: number; status: string }[]>('pager', '--json');
    expect(json.find((page) => page.id === id)).toMatchObject({ status: 'resolved' });
  });

  it('has the trace of an exemplar that the alert names', async () => {
    await askedFor();
    const selector = 'webstore_http_requests_total{service="catalog"}';
    await alerts.fire({ labels: { alertname: 'Traced' }, annotations: { exemplars: selector } });
    const { traceId } = await alerts.waitFor('Traced', { traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    const traces = new JaegerTraces({ baseUrl: lab.url('jaeger') });
    await expect.poll(() => traces.get(traceId!), { timeout: 60_000 }).toBeDefined();
  });

  it('receives a page even if Prometheus cannot return exemplars', async () => {
    await run('stop', 'prometheus');
    const annotations = { exemplars: 'webstore_http_requests_total' };
    await alerts.fire({ labels: { alertname: 'Untraced' }, annotations });
    const page = await alerts.arrives('Untraced');
    await run('start', 'prometheus');
    expect(page).toMatchObject({ status: 'firing', traceId: null, notifications: [{ level: 'first' }] });
    await ready();
  });

  it('receives the notifications of its downtime as soon as it is back', async () => {
    await run('stop', 'pager');
    const { exitCode, stderr } = await run('pager');
    expect({ exitCode, stderr }).toEqual({
      exitCode: exitCodes.unavailable,
      stderr: expect.stringContaining('./lab status'),
    });
    await alerts.fire({ labels: { alertname: 'Waiting' } });
    const failed = 'alertmanager_notification_requests_failed_total{integration="webhook"}';
    const before = await figure(failed);
    await eventually(async () => expect(await figure(failed)).toBeGreaterThan(before), { timeoutMs: 30_000 });
    await run('start', 'pager');
    await alerts.arrives('Waiting');
  });

  it('escalates an unacknowledged page, but no acknowledged or silenced one', async () => {
    const names = ['Left', 'Taken', 'Silenced'];
    await alerts.fire(...names.map((alertname) => ({ labels: { alertname } })));
    const [, taken, silenced] = await Promise.all(names.map((name) => alerts.arrives(name)));
    await run('pager', 'ack', String(taken!.id), '--by', 'chiara');
    const silence = await run('pager', 'silence', String(silenced!.id), '--for', '5m', '--comment', 'a test');
    expect(silence.stdout).toContain('1 of the alerts that fire now');
    await impatient(() => alerts.waitFor('Left', { notifications: [{}, {}, {}] }));
    expect(await notifiedLevels('Left')).toEqual(['first', 'second', 'everyone']);
    expect([await notifiedLevels('Taken'), await notifiedLevels('Silenced')]).toEqual([['first'], ['first']]);
  });

  it('loses nothing when it is killed between receipt and escalation', async () => {
    await alerts.fire({ labels: { alertname: 'Survivor' } });
    const before = await alerts.arrives('Survivor');
    const killed = readPidFile(lab, 'pager');
    await run('kill', 'pager');
    await expect.poll(() => readPidFile(lab, 'pager') ?? killed, { timeout: 30_000 }).not.toEqual(killed);
    await ready();
    expect((await alerts.pages())['Survivor']).toEqual(before);
    const after = await impatient(() => alerts.waitFor('Survivor', { notifications: [{}, {}] }));
    expect(after.notifications[0]).toEqual(before.notifications[0]);
    expect(after.notifications[1]).toMatchObject({ level: 'second', people: ['dieter'] });
  });

  it('receives no silenced alert until the silence ends', async () => {
    const alertname = `Quiet${Date.now()}`;
    const options = ['--for', '5m', '--comment', 'a test', '--json'];
    const { json: silence } = await runJson<{ id: string }>('pager', 'silence', alertname, ...options);
    await alerts.fire({ labels: { alertname } }, { labels: { alertname: 'Loud' } });
    await alerts.isSuppressed(alertname);
    await alerts.arrives('Loud');
    expect(Object.keys(await alerts.pages())).not.toContain(alertname);
    expect((await run('pager', 'silence')).stdout).toContain(`alertname=${alertname}`);
    expect(await run('pager', 'unsilence', silence.id)).toMatchObject({ exitCode: exitCodes.ok });
    await alerts.arrives(alertname);
    expect(await run('pager', 'unsilence', silence.id)).toMatchObject({ exitCode: exitCodes.failed });
  });

  it('resolves a page that was silenced and ended meanwhile', async () => {
    await alerts.fire({ labels: { alertname: 'EndsInSilence' } });
    const { id } = await alerts.arrives('EndsInSilence');
    await run('pager', 'silence', String(id), '--for', '5m', '--comment', 'a test');
    await alerts.isSuppressed('EndsInSilence');
    await alerts.resolve('EndsInSilence');
    await heardOfAll();
    await alerts.waitFor('EndsInSilence', { status: 'resolved' });
  });
});

describe('a service that is down', () => {
  const outage = new AlertsByHand();
  const { environment } = outage;
  beforeAll(() => ready());
  afterAll(() => outage.resolve());

  it('inhibits its symptoms on every service, but no objective and no other environment', async () => {
    const symptom = { category: 'symptom', severity: 'ticket' };
    await outage.fire(
      { labels: { alertname: 'ServiceDown', service: 'payment', team: 'payments' } },
      { labels: { alertname: 'ConsumerLag', consumergroup: 'payment', ...symptom } },
      { labels: { alertname: 'SyntheticJourneyFailing', category: 'symptom' } },
      { labels: { alertname: 'OrderFreshness', category: 'slo' } },
      { labels: { alertname: 'OutboxStuck', ...symptom, environment: `${environment}-other` } },
    );
    // The slowest route: every notification has arrived by now.
    await outage.arrives('OutboxStuck');
    expect(Object.keys(await outage.pages()).toSorted()).toEqual([
      'OrderFreshness',
      'OutboxStuck',
      'ServiceDown',
    ]);
    await outage.isSuppressed('ConsumerLag');
    await outage.isSuppressed('SyntheticJourneyFailing');
  });

  it('inhibits nothing when it is not part of the shop', async () => {
    const apart = new AlertsByHand();
    onTestFinished(() => apart.resolve());
    await apart.fire(
      { labels: { alertname: 'ServiceDown', service: 'synthetic' } },
      { labels: { alertname: 'ConsumerLag', category: 'symptom' } },
    );
    await apart.arrives('ServiceDown');
    await apart.arrives('ConsumerLag');
  });

  it('pages through the real rule when it is stopped, and is resolved when it is started again', async () => {
    const began = new Date().toISOString();
    const ours = async () => {
      const pages = await pager.list({ limit: 500 });
      return pages.filter(
        ({ alert, labels, receivedAt }) =>
          alert === 'ServiceDown' && labels['service'] === 'cart' && receivedAt > began,
      );
    };
    await run('stop', 'cart');
    await expect
      .poll(ours, { timeout: 120_000, interval: 1_000 })
      .toMatchObject([{ severity: 'page', status: 'firing', labels: { environment: 'local' } }]);
    await run('start', 'cart');
    await expect
      .poll(ours, { timeout: 240_000, interval: 1_000 })
      .toMatchObject([{ status: 'resolved', resolvedAt: expect.any(String) }]);
  });
});

/** One of Alertmanager's own metrics. */
async function figure(series: string): Promise<number> {
  const text = await (await fetch(`${lab.url('alertmanager')}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(series));
  return Number(line?.split(' ').at(-1));
}

/** Waits out the time after a start of Alertmanager in which the pager does not treat a missing alert as resolved. */
async function heardOfAll(): Promise<void> {
  const startedAt = (await alertmanager.startedAt()).getTime();
  await eventually(() => expect(Date.now() - startedAt).toBeGreaterThan(150_000 / lab.clock), {
    timeoutMs: 200_000,
  });
}
