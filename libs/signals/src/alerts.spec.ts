import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerWith, recorded } from '../test/recorded-store';
import { Alerts } from './alerts';

afterEach(() => vi.unstubAllGlobals());

const alerts = new Alerts({ baseUrl: 'http://alertmanager' });

describe('alerts', () => {
  it('reads alerts with who silenced them', async () => {
    const asked = answerWith(() => ({ body: recorded('alertmanager-alerts') }));
    const [alert] = await alerts.list(['alertname="RecordedForATest"', 'severity="info"']);
    expect(alert).toMatchObject({ labels: { severity: 'info' }, status: { state: 'suppressed' } });
    expect(asked[0]!.searchParams.getAll('filter')).toEqual([
      'alertname="RecordedForATest"',
      'severity="info"',
    ]);
  });

  it('reads silences', async () => {
    answerWith(() => ({ body: recorded('alertmanager-silences') }));
    expect((await alerts.silences())[0]).toMatchObject({
      createdBy: 'a test',
      matchers: [{ isRegex: false }],
    });
  });
});
