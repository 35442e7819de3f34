import type { Lab } from '@webstore/lab-core/lab.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { publishFault } from './publish-fault.ts';

const lab = { url: () => 'http://loki.invalid' } as unknown as Lab;
const fault = {
  id: 'bank-slow',
  parameters: {},
  key: 'k',
  since: '2026-11-30T10:00:00.000Z',
  secret: true,
};

describe('a fault that is no longer hidden', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('has its begin and its end in Loki, apart from the lines of services', async () => {
    const fetched = vi.fn(() => Promise.resolve(new Response()));
    vi.stubGlobal('fetch', fetched);
    await publishFault(lab, fault, new Date('2026-11-30T10:05:00.000Z'));
    const [url, { body }] = fetched.mock.calls[0] as unknown as [string, { body: string }];
    expect(url).toBe('http://loki.invalid/loki/api/v1/push');
    expect(JSON.parse(body)).toEqual({
      streams: [
        {
          stream: { service_name: 'lab', service_namespace: 'lab', deployment_environment_name: 'local' },
          values: [
            ['1796032800000000000', 'fault bank-slow began', { webstore_fault: 'bank-slow' }],
            ['1796033100000000000', 'fault bank-slow ended', { webstore_fault: 'bank-slow' }],
          ],
        },
      ],
    });
  });

  it('ends without Loki too', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
    await expect(publishFault(lab, fault)).resolves.toBeUndefined();
  });
});
