import { z } from 'zod';
import { fault } from '../fault';

export const overloadThatStays = fault({
  id: 'overload-that-stays',
  title:
    'The bank was closed for $closedSeconds seconds and is open again; payment waits for it $timeoutMs ms, asks again at once, and the line there never ends.',
  component: 'payment',
  where: 'payment',
  parameters: z.object({
    closedSeconds: z.coerce.number().int().min(10).max(60).default(20),
    timeoutMs: z.coerce.number().int().min(300).max(600).default(500),
  }),
  signal: { query: 'retries', with: { service: 'payment' }, direction: 'above', atLeast: 60 },
  skill: 'Find what keeps an overload alive when its cause has gone: the ones who wait for its end.',
  cause: 'load',
  mitigation: { action: 'config', part: 'payment', settings: { bankTimeoutMs: '5000' } },
  mechanism: 'lab',
});
