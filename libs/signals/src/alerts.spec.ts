import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerWith, recorded } from '../test/recorded-store';
import { Alerts } from './alerts';

afterEach(() => vi.unstubAllGlobals());

const alerts = new Alerts({ baseUrl: 'http://alertmanager' });

describe('alerts', () => {
  it('reads alerts with their silences', async () => {
    const asked = answerWith(() => ({ body: recorded('alertmanager-alerts') }));
    const [alert] = await alerts.list(['alertname="RecordedForATest"', 'severity="info"']);
    expect(alert).toMatchObject({ labels: { severity: 'info' }, status: { state: 'suppressed' } });
    expect(asked[0]!.searchParams.getAll('filter')).toEqual([
      'alertname="RecordedForATest"',
      'severity="info"',
    ]);
  });

  it('creates a silence with equality matchers for all labels', async () => {
    const asked = answerWith(() => ({ body: '{"silenceID":"s1"}' }));
    const until = new Date('2026-11-21T12:00:00Z');
    const labels = { alertname: 'ConsumerLag', environment: 'local' };
    expect(await alerts.silence({ labels, until, createdBy: 'a test', comment: 'why' })).toBe('s1');
    expect(asked[0]!.pathname).toBe('/api/v2/silences');
    const [, { method, body }] = vi.mocked(fetch).mock.calls[0] as [string, { method: string; body: string }];
    expect({ method, ...JSON.parse(body) }).toMatchObject({
      method: 'POST',
      matchers: [
        { name: 'alertname', value: 'ConsumerLag', isRegex: false, isEqual: true },
        { name: 'environment', value: 'local', isRegex: false, isEqual: true },
      ],
      endsAt: '2026-11-21T12:00:00.000Z',
      createdBy: 'a test',
      comment: 'why',
    });
  });

  it('ends a silence, and reports an unknown one', async () => {
    const asked = answerWith(({ pathname }) => ({ status: pathname.endsWith('/s1') ? 200 : 404, body: '' }));
    expect(await alerts.endSilence('s1')).toBe(true);
    expect(await alerts.endSilence('../s2')).toBe(false);
    expect(asked.map(({ pathname }) => pathname)).toEqual(['/api/v2/silence/s1', '/api/v2/silence/..%2Fs2']);
  });

  it("reports Alertmanager's reason for refusing a silence", async () => {
    answerWith(() => ({ status: 400, body: '"end time must be in the future"' }));
    const silence = { labels: { alertname: 'A' }, until: new Date(0), createdBy: 'a', comment: 'b' };
    await expect(alerts.silence(silence)).rejects.toThrow(/answered 400: .*in the future/);
  });

  it('reads the start time of Alertmanager', async () => {
    answerWith(() => ({ body: '{"uptime":"2026-11-21T13:00:00.5+01:00","cluster":{}}' }));
    expect(await alerts.startedAt()).toEqual(new Date('2026-11-21T12:00:00.500Z'));
  });

  it('reads silences', async () => {
    answerWith(() => ({ body: recorded('alertmanager-silences') }));
    expect((await alerts.silences())[0]).toMatchObject({
      createdBy: 'a test',
      matchers: [{ isRegex: false }],
    });
  });
});
