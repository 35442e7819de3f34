import type { Page, Problem } from '@webstore/contracts';
import { eventually } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAlert, RunningPager } from './running-pager';

const traceId = '0af7651916cd43dd8448eb211c80319c';

describe('the pager', () => {
  let pager: RunningPager;
  beforeAll(async () => void (pager = await RunningPager.start(3_600)));
  afterAll(() => pager.end());

  it('stores a page with all data of its alert, and notifies the on-call engineer', async () => {
    const alert = anAlert();
    expect((await pager.notify(alert)).statusCode).toBe(204);
    expect(await pager.pageOf(alert)).toMatchObject({
      status: 'firing',
      alert: alert.labels['alertname'],
      severity: 'page',
      team: 'payments',
      labels: alert.labels,
      annotations: alert.annotations,
      startsAt: '2026-11-21T10:00:00.123Z',
      receiver: 'payments-page',
      notifications: [{ level: 'first', people: ['elif'] }],
      acknowledged: null,
      resolvedAt: null,
      traceId: null,
    });
  });

  it('keeps one page for a repeated notification, with the latest annotations', async () => {
    const alert = anAlert();
    await pager.notify(alert);
    const annotations = { ...alert.annotations, impact: '30 orders worth 2,100 € are late' };
    await pager.notify({ ...alert, annotations }, anAlert());
    const same = (await pager.pages()).filter(({ fingerprint }) => fingerprint === alert.fingerprint);
    expect(same).toMatchObject([{ annotations, notifications: [{ level: 'first' }] }]);
  });

  it('resolves a page with the time of its end; the next occurrence is another page', async () => {
    const alert = anAlert();
    await pager.notify(alert);
    await pager.notify({ ...alert, status: 'resolved', endsAt: '2026-11-21T10:05:00Z' });
    expect(await pager.pageOf(alert)).toMatchObject({
      status: 'resolved',
      resolvedAt: '2026-11-21T10:05:00.000Z',
    });
    await pager.notify({ ...alert, startsAt: '2026-11-21T11:00:00Z' });
    const both = (await pager.pages()).filter(({ fingerprint }) => fingerprint === alert.fingerprint);
    expect(both.map(({ status }) => status)).toEqual(['firing', 'resolved']);
  });

  it('keeps a page resolved after a late copy of its first notification', async () => {
    const alert = anAlert();
    await pager.notify(alert);
    await pager.notify({ ...alert, status: 'resolved', endsAt: '2026-11-21T10:05:00Z' });
    const before = await pager.pageOf(alert);
    await pager.notify({ ...alert, annotations: { summary: 'An older text' } });
    expect(await pager.pageOf(alert)).toEqual(before);
  });

  it('keeps one page with one notification if a restart reports the outage with another start', async () => {
    const alert = anAlert();
    await pager.notify(alert);
    const { id, receivedAt } = (await pager.pageOf(alert))!;
    const restarted = { ...alert, startsAt: new Date(Date.parse(receivedAt) + 1_000).toISOString() };
    await pager.notify(restarted, restarted);
    const pages = async () =>
      (await pager.pages()).filter(({ fingerprint }) => fingerprint === alert.fingerprint);
    expect(await pages()).toMatchObject([{ id, status: 'firing', notifications: [{ level: 'first' }] }]);
    await pager.notify({
      ...restarted,
      status: 'resolved',
      endsAt: new Date(Date.parse(receivedAt) + 2_000).toISOString(),
    });
    expect(await pages()).toMatchObject([{ id, status: 'resolved', notifications: [{ level: 'first' }] }]);
  });

  it('accepts impossible times, whose ends do not end later occurrences', async () => {
    const alert = anAlert();
    const odd = ['0001-01-01T00:00:00Z', '2099-01-01T00:00:00Z', undefined, '2026-11-20T10:00:00Z'];
    await pager.notify(alert);
    const next = { ...alert, startsAt: '2026-11-21T11:00:00Z' };
    await pager.notify({ ...alert, status: 'resolved', endsAt: '2026-11-21T10:05:00Z' });
    await pager.notify(next);
    for (const endsAt of odd) await pager.notify({ ...alert, status: 'resolved', endsAt });
    expect(await pager.pageOf(alert)).toMatchObject({
      status: 'firing',
      startsAt: '2026-11-21T11:00:00.000Z',
    });
    for (const startsAt of [undefined, '0001-01-01T00:00:00Z', '2099-01-01T00:00:00Z']) {
      const timeless = anAlert({ startsAt });
      await pager.notify(timeless);
      await pager.notify(timeless);
      const pages = (await pager.pages()).filter(({ fingerprint }) => fingerprint === timeless.fingerprint);
      expect(pages).toMatchObject([{ status: 'firing', notifications: [{ level: 'first' }] }]);
      await pager.notify({ ...timeless, status: 'resolved', endsAt: undefined });
      expect(await pager.pageOf(timeless)).toMatchObject({ status: 'resolved' });
    }
  });

  it('defers a symptom ticket from an Alertmanager that has just started, because its cause may follow', async () => {
    const symptom = () => anAlert({ labels: { severity: 'ticket', category: 'symptom' } });
    const [early, late, unknown, page] = [
      symptom(),
      symptom(),
      symptom(),
      anAlert({ labels: { category: 'symptom' } }),
    ];
    const { state } = pager.around;
    const settled = state.startedAt;
    state.startedAt = new Date(Date.now() - 60_000).toISOString();
    expect((await pager.notify(early, page)).statusCode).toBe(204);
    state.answers = false;
    await pager.notify(unknown);
    Object.assign(state, { answers: true, startedAt: settled });
    await pager.notify(late);
    await pager.notify({ ...early, status: 'resolved', endsAt: '2026-11-21T10:05:00Z' });
    expect(await pager.pageOf(early)).toBeUndefined();
    for (const alert of [page, unknown, late])
      expect(await pager.pageOf(alert)).toMatchObject({ status: 'firing' });
  });

  it('notifies no one of a ticket or of an alert that ended before its receipt', async () => {
    const ticket = anAlert({ labels: { severity: 'ticket' } });
    const over = anAlert({ status: 'resolved', endsAt: '2026-11-21T10:00:01Z' });
    await pager.notify(ticket, over);
    expect(await pager.pageOf(ticket)).toMatchObject({
      severity: 'ticket',
      notifications: [{ level: 'queue', people: ['payments team'] }],
    });
    expect(await pager.pageOf(over)).toMatchObject({ status: 'resolved', notifications: [] });
  });

  it('treats an alert without severity and team as a page of the default team', async () => {
    const alert = anAlert();
    await pager.notify({ ...alert, labels: { alertname: 'Unlabelled' } });
    expect(await pager.pageOf(alert)).toMatchObject({ severity: 'page', team: 'platform' });
  });

  it('reports what is wrong with a refused notification', async () => {
    const answer = await pager.notify({ ...anAlert(), startsAt: 'yesterday' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<Problem>().detail).toContain('startsAt');
  });

  it('refuses requests without the token', async () => {
    for (const [method, url] of [
      ['POST', '/alertmanager'],
      ['GET', '/pages'],
      ['POST', '/pages/1/acknowledge'],
    ] as const) {
      expect((await pager.call(method, url, method === 'POST' ? {} : undefined, 'wrong')).statusCode).toBe(
        401,
      );
    }
  });

  it('acknowledges a page once, and names the first person in the second response', async () => {
    const alert = anAlert();
    await pager.notify(alert);
    const { id } = (await pager.pageOf(alert))!;
    const acknowledge = (body: object) => pager.call('POST', `/pages/${id}/acknowledge`, body);
    const first = await acknowledge({ by: 'elif' });
    expect(first.statusCode).toBe(200);
    expect(first.json<Page>().acknowledged).toMatchObject({ by: 'elif' });
    expect((await acknowledge({ by: 'elif' })).json()).toEqual(first.json());
    const second = await acknowledge({ by: 'farid' });
    expect({ status: second.statusCode, detail: second.json<Problem>().detail }).toEqual({
      status: 409,
      detail: expect.stringContaining(`page ${id} is with elif`),
    });
    expect((await acknowledge({ by: ' ' })).statusCode).toBe(400);
  });

  it('responds with problem details for unknown pages and invalid queries', async () => {
    expect((await pager.call('GET', '/pages/4711')).json()).toMatchObject({ status: 404 });
    expect((await pager.call('GET', '/pages/latest')).json()).toMatchObject({ status: 400 });
    expect((await pager.call('GET', '/pages?status=open')).json()).toMatchObject({ status: 400 });
    expect((await pager.call('POST', '/pages/4711/acknowledge', { by: 'a' })).statusCode).toBe(404);
  });

  it('lists pages before tickets, both before resolved ones, newest first', async () => {
    const [older, newer, over] = [anAlert(), anAlert(), anAlert({ status: 'resolved' })];
    const ticket = anAlert({ labels: { severity: 'ticket' } });
    await pager.notify(older);
    await pager.notify(newer);
    await pager.notify(ticket);
    await pager.notify({ ...over, endsAt: '2026-11-21T10:00:01Z' });
    const order = (await pager.pages()).map(({ fingerprint }) => fingerprint);
    expect(order.slice(0, 2)).toEqual([newer.fingerprint, older.fingerprint]);
    expect(order.indexOf(ticket.fingerprint)).toBeGreaterThan(order.indexOf(older.fingerprint));
    const resolved = await pager.pages('?status=resolved&limit=1');
    expect(resolved.map(({ fingerprint }) => fingerprint)).toEqual([over.fingerprint]);
  });

  it('finds a trace of the failure after Prometheus responds again', async () => {
    const alert = anAlert();
    pager.around.hold(alert.fingerprint, new Date(alert.startsAt!).toISOString());
    pager.around.state.answers = false;
    const annotations = { ...alert.annotations, exemplars: 'webstore_orders_late_total{country="BR"}' };
    expect((await pager.notify({ ...alert, annotations })).statusCode).toBe(204);
    const asked = '/api/v1/query_exemplars webstore_orders_late_total{country="BR"}';
    await eventually(() => expect(pager.around.state.asked).toContain(asked));
    expect(await pager.pageOf(alert)).toMatchObject({ traceId: null });
    Object.assign(pager.around.state, { answers: true, traceId });
    await eventually(async () => expect(await pager.pageOf(alert)).toMatchObject({ traceId }));
  });

  it('is ready without Alertmanager and Prometheus, and reports them as down', async () => {
    pager.around.state.answers = false;
    const health = await pager.call('GET', '/health/ready');
    pager.around.state.answers = true;
    expect(health.statusCode).toBe(200);
    expect(health.json()).toMatchObject({
      details: { store: { status: 'up' }, alertmanager: { degraded: expect.stringContaining('503') } },
    });
  });

  it('stores the valid alerts of a notification with an invalid one, with any text', async () => {
    const alert = anAlert({ annotations: { summary: 'NUL \0 and half a pair \ud800' } });
    const odd = { ...anAlert(), startsAt: 'yesterday' };
    const body = { version: '4', receiver: 'payments-page', alerts: [odd, 7, alert] };
    expect((await pager.call('POST', '/alertmanager', body)).statusCode).toBe(204);
    expect(await pager.pageOf(alert)).toMatchObject({ status: 'firing' });
    const nothing = { ...body, alerts: [odd] };
    expect((await pager.call('POST', '/alertmanager', nothing)).statusCode).toBe(400);
  });

  it('accepts a notification of thousands of alerts, and no other large body', async () => {
    const alerts = Array.from({ length: 2_000 }, () => anAlert());
    expect((await pager.notify(...alerts)).statusCode).toBe(204);
    const large = JSON.stringify({ version: '4', receiver: 'x'.repeat(31 * 1024 * 1024), alerts: [] });
    expect((await pager.call('POST', '/alertmanager', large, null)).statusCode).toBe(401);
    expect((await pager.call('POST', '/alertmanager', large)).statusCode).toBe(413);
    expect((await pager.call('POST', '/pages/1/acknowledge', { by: 'x'.repeat(70_000) })).statusCode).toBe(
      413,
    );
  });
});
