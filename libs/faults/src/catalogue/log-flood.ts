import { z } from 'zod';
import { fault } from '../fault';

export const logFlood = fault({
  id: 'log-flood',
  title: '$part writes a line for each query to its database, however often the same one comes.',
  component: '$part',
  where: '$part',
  parameters: z.object({ part: z.enum(['catalog', 'checkout', 'payment']).default('checkout') }),
  signal: {
    query: 'linesLeftOut',
    with: { service: '$part', result: 'written' },
    direction: 'above',
    atLeast: 20,
  },
  skill: 'Find who floods the logs, and know what that costs those who look for one line.',
  cause: 'telemetry',
  mitigation: { action: 'rollback', part: '$part' },
  mechanism: 'lab',
});
