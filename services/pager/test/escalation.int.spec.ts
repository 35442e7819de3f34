import { eventually } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NotifiedAlert } from '../src/alertmanager/webhook';
import { anAlert, RunningPager } from './running-pager';

describe('an unacknowledged page', () => {
  let pager: RunningPager;
  beforeAll(async () => void (pager = await RunningPager.start()));
  afterAll(() => pager.end());

  const hold = ({ fingerprint, startsAt }: NotifiedAlert, suppressed = false) =>
    pager.around.hold(fingerprint, new Date(startsAt!).toISOString(), suppressed);
  const levels = async (alert: NotifiedAlert) =>
    (await pager.pageOf(alert))!.notifications.map(({ level }) => level);
  const reachesEveryone = (alert: NotifiedAlert) =>
    eventually(async () => expect(await levels(alert)).toEqual(['first', 'second', 'everyone']));

  it('escalates to the second and then to everyone, unless it is acknowledged, resolved or a ticket', async () => {
    const left = anAlert();
    const taken = anAlert();
    const over = anAlert();
    const ticket = anAlert({ labels: { severity: 'ticket' } });
    for (const alert of [taken, over, ticket, left]) hold(alert);
    await pager.notify(taken, over, ticket);
    await pager.call('POST', `/pages/${(await pager.pageOf(taken))!.id}/acknowledge`, { by: 'elif' });
    await pager.notify({ ...over, status: 'resolved', endsAt: new Date().toISOString() });
    await pager.notify(left);
    await reachesEveryone(left);
    expect((await pager.pageOf(left))!.notifications.at(-1)!.people).toEqual([
      'elif',
      'farid',
      'greta',
      'hugo',
    ]);
    expect([await levels(taken), await levels(over), await levels(ticket)]).toEqual([
      ['first'],
      ['first'],
      ['queue'],
    ]);
  });

  it('does not escalate while Alertmanager suppresses its alert', async () => {
    const [silenced, heard] = [anAlert(), anAlert()];
    hold(silenced, true);
    hold(heard);
    await pager.notify(silenced, heard);
    await reachesEveryone(heard);
    expect(await levels(silenced)).toEqual(['first']);
  });

  it('escalates if Alertmanager does not respond', async () => {
    const alert = anAlert();
    hold(alert, true);
    pager.around.state.answers = false;
    await pager.notify(alert);
    await reachesEveryone(alert);
    pager.around.state.answers = true;
  });

  it('escalates even beside pages of a removed team and unreadable pages', async () => {
    const [older, orphan, torn, heard] = [anAlert(), anAlert(), anAlert(), anAlert()];
    for (const alert of [older, orphan, torn, heard]) hold(alert);
    await pager.notify(older, orphan, torn);
    pager.alter("UPDATE pages SET team = 'gone' WHERE fingerprint = ?", orphan.fingerprint);
    pager.alter("UPDATE pages SET labels = '{' WHERE fingerprint = ?", torn.fingerprint);
    await pager.notify(heard);
    await Promise.all([older, orphan, heard].map((alert) => reachesEveryone(alert)));
    pager.around.forget();
    await eventually(async () => expect(await pager.pageOf(orphan)).toMatchObject({ status: 'resolved' }));
  });

  it('is resolved if Alertmanager no longer has its alert', async () => {
    const alert = anAlert();
    hold(alert, true);
    await pager.notify(alert);
    pager.around.forget();
    await eventually(async () => expect(await pager.pageOf(alert)).toMatchObject({ status: 'resolved' }));
  });
});
