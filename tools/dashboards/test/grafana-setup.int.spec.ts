import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GrafanaStandIn } from './fake-grafana.ts';

/** Grafana chooses the uid of a folder that it creates for alerts. */
const randomUid = 'bf5kz3q0x1';
const root = resolve(import.meta.dirname, '../../..');
const setup = join(root, 'tools/grafana-setup');
const people = JSON.parse(readFileSync(join(setup, 'people.json'), 'utf8')) as {
  teams: { name: string; members: string[] }[];
  users: { login: string; role: string }[];
  folders: { uid?: string; title?: string }[];
};

// Against Grafana's documented API: Grafana itself was not available where this test was written.
describe('teams, users and rights', () => {
  let grafana: GrafanaStandIn;
  let url: string;

  beforeEach(async () => {
    grafana = new GrafanaStandIn();
    for (const { uid, title } of people.folders) grafana.folders.set(uid ?? randomUid, title ?? uid!);
    url = await grafana.listen();
  });
  afterEach(() => expect(grafana.close(), 'requests that Grafana does not document').toEqual([]));

  /** The one-shot, as the container runs it. */
  const settle = (more: Record<string, string> = {}) =>
    new Promise<{ failed: boolean; printed: string }>((done) =>
      execFile(
        join(root, 'node_modules/.bin/node'),
        [join(setup, 'setup.mts')],
        { env: { GRAFANA_URL: url, GRAFANA_ADMIN_PASSWORD: 'right', PATIENCE_SECONDS: '20', ...more } },
        (error, stdout, stderr) => done({ failed: error !== null, printed: stdout + stderr }),
      ),
    );
  const passwords = (printed: string) =>
    Object.fromEntries(
      [...printed.matchAll(/New: (\w+), first password (\S+)/g)].map(([, login, word]) => [login, word]),
    );

  it('are created from people.json, each user with a separate password', async () => {
    const { failed, printed } = await settle();
    expect(failed, printed).toBe(false);
    expect(grafana.users.map(({ login, role }) => ({ login, role }))).toEqual(people.users);
    const loginOf = (id: number) => grafana.users.find((user) => user.id === id)!.login;
    const teams = grafana.teams.map(({ name, members }) => ({ name, members: members.map(loginOf) }));
    expect(teams).toEqual(people.teams);
    expect(Object.fromEntries(grafana.users.map(({ login, password }) => [login, password]))).toEqual(
      passwords(printed),
    );
    expect(new Set(grafana.users.map(({ password }) => password)).size).toBe(people.users.length);
    const teamId = (name: string) => grafana.teams.find((team) => team.name === name)!.id;
    expect(grafana.rights['platform']).toEqual([
      { role: 'Editor', permission: 2 },
      { teamId: teamId('catalog'), permission: 1 },
      { teamId: teamId('checkout'), permission: 1 },
      { teamId: teamId('payments'), permission: 1 },
      { teamId: teamId('platform'), permission: 4 },
    ]);
  });

  it('use a given password, which is not printed', async () => {
    const { printed } = await settle({ GRAFANA_USER_PASSWORD: 'given-word' });
    expect(new Set(grafana.users.map(({ password }) => password))).toEqual(new Set(['given-word']));
    expect(printed).not.toContain('given-word');
  });

  it('stay when they are created again: no duplicate user, no changed password', async () => {
    await settle();
    const before = structuredClone([grafana.users, grafana.teams, grafana.rights]);
    grafana.changes.length = 0;
    const { failed, printed } = await settle();
    expect(failed, printed).toBe(false);
    expect(passwords(printed)).toEqual({});
    expect([grafana.users, grafana.teams, grafana.rights]).toEqual(before);
    expect(grafana.changes.filter((change) => /^POST (?!.*permissions)/.test(change))).toEqual([]);
  });

  it('wait for Grafana to start, and for the folders of its dashboards and alerts', async () => {
    grafana.startsAfter = 2;
    grafana.folders.delete('shop');
    grafana.folders.delete(randomUid);
    const settled = settle();
    await expect.poll(() => grafana.teams.length, { timeout: 20_000 }).toBe(people.teams.length);
    grafana.folders.set('shop', 'Shop');
    await expect
      .poll(() => Object.keys(grafana.rights), { timeout: 20_000 })
      .toEqual(['shop', 'platform', 'runbooks']);
    grafana.folders.set(randomUid, 'Alerts of Grafana');
    expect((await settled).failed).toBe(false);
    expect(Object.keys(grafana.rights)).toEqual(['shop', 'platform', 'runbooks', randomUid]);
  });

  it('are given up when the password is wrong or Grafana is unreachable', async () => {
    const wrong = await settle({ GRAFANA_ADMIN_PASSWORD: 'wrong' });
    expect(wrong).toMatchObject({ failed: true, printed: expect.stringContaining('answered 401') });
    grafana.startsAfter = Infinity;
    const late = await settle({ PATIENCE_SECONDS: '1.5' });
    expect(late).toMatchObject({ failed: true, printed: expect.stringContaining('not ready after 1.5 s') });
  });
});
