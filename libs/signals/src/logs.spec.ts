import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerWith, recorded } from '../test/recorded-store';
import { Logs } from './logs';

afterEach(() => vi.unstubAllGlobals());

const logs = new Logs({ baseUrl: 'http://loki' });
const traceId = 'c42f028df39819cdf1da018cd9a51fb7';
const period = { from: new Date('2026-11-21T05:49:00Z'), to: new Date('2026-11-21T05:50:00Z') };

describe('logs', () => {
  it('reads the lines of all services for a trace, oldest first', async () => {
    const asked = answerWith(() => ({ body: recorded('loki-trace') }));
    const lines = await logs.ofTrace(traceId, period);
    const services = new Set(lines.map(({ labels }) => labels['service_name']));
    expect([...services].sort()).toEqual(['cart', 'catalog', 'checkout', 'payment']);
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort((a, b) => +a - +b));
    expect(asked[0]!.searchParams.get('query')).toBe(`{service_name=~".+"} | trace_id="${traceId}"`);
    expect(asked[0]!.searchParams.get('start')).toBe('1795240140000000000');
  });

  it('separates indexed labels from structured metadata', async () => {
    answerWith(() => ({ body: recorded('loki-trace') }));
    const [line] = await logs.ofTrace(traceId, period, 'cart');
    expect(Object.keys(line!.labels).sort()).toEqual([
      'deployment_environment_name',
      'service_name',
      'service_namespace',
    ]);
    expect(line!.metadata).toMatchObject({ trace_id: traceId, severity_text: 'info' });
  });

  it('refuses an invalid trace id, so that no value can change the query', async () => {
    await expect(logs.ofTrace('" or 1=1', period)).rejects.toThrow('no trace id');
  });
});
