import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerWith, recorded } from '../test/recorded-store';
import { Metrics } from './metrics';
import { last } from './period';

afterEach(() => vi.unstubAllGlobals());

const metrics = new Metrics({ baseUrl: 'http://prometheus' });
const answer = (name: string) => answerWith(() => ({ body: recorded(`prometheus-${name}`) }));

describe('metrics', () => {
  it('reads one sample per series', async () => {
    const asked = answer('instant');
    const samples = await metrics.instant('max by (service) (up{job="services"})');
    expect(samples.map(({ labels, value }) => [labels['service'], value])).toEqual([
      ['catalog', 1],
      ['cart', 1],
      ['checkout', 1],
      ['payment', 1],
    ]);
    expect(asked[0]!.search).toBe('?query=max+by+%28service%29+%28up%7Bjob%3D%22services%22%7D%29');
  });

  it('reads a scalar as one sample without labels, and a division by zero as NaN', async () => {
    answer('scalar');
    expect(await metrics.instant('scalar(vector(0)/0)')).toMatchObject([{ labels: {}, value: NaN }]);
  });

  it("reads Prometheus' notation of infinity", async () => {
    const body = recorded('prometheus-scalar').replace('NaN', '+Inf');
    answerWith(() => ({ body }));
    expect((await metrics.instant('1/0'))[0]!.value).toBe(Infinity);
  });

  it('reads the points of a series over a period', async () => {
    answer('range');
    const [series] = await metrics.range('sum by (service) (webstore_http_requests_total)', last(300), 60);
    expect(series!.labels).toEqual({ service: 'checkout' });
    expect(series!.points.map(({ value }) => value)).toEqual([13, 13]);
  });

  it('reads the raw samples of a window', async () => {
    const asked = answer('range');
    const [series] = await metrics.samples('up{job="services"}', '5m', new Date(1_763_700_000_250));
    expect(series!.points.map(({ value }) => value)).toEqual([13, 13]);
    expect(asked[0]!.searchParams.get('query')).toBe('up{job="services"}[5m]');
    expect(asked[0]!.searchParams.get('time')).toBe('1763700000.25');
  });

  it('reads exemplars with their trace ids', async () => {
    answer('exemplars');
    const exemplars = await metrics.exemplars('webstore_http_requests_total', last(300));
    expect(exemplars.map(({ traceId }) => traceId)).toEqual([
      '6ff19479308a4461a730cdf045ab5fa4',
      '28622f83c8031d3c160e8fecc9efd02f',
      'c42f028df39819cdf1da018cd9a51fb7',
    ]);
    expect(exemplars[0]!.series['route']).toBe('/orders');
  });

  it('reads scrape targets and alert rules', async () => {
    answer('targets');
    expect((await metrics.targets()).map(({ health }) => health)).toEqual(['up', 'up']);
    answer('rules');
    expect(await metrics.alertRules()).toMatchObject([
      { name: 'ServiceDown', state: 'inactive', duration: 30 },
    ]);
  });
});
