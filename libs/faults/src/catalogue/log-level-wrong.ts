import { shopServices } from '@webstore/contracts';
import { z } from 'zod';
import { everywhere, fault } from '../fault';

export const logLevelWrong = fault({
  id: 'log-level-wrong',
  title: '$part logs errors only: the lines about completed and declined orders are missing.',
  component: '$part',
  where: '$part',
  parameters: z.object({ part: z.enum(shopServices).default('payment') }),
  signal: { query: 'linesPerSpan', with: { service: '$part' }, direction: 'below', atLeast: 0.08 },
  skill: 'Distinguish silence from health: no log lines does not mean no events.',
  cause: 'telemetry',
  mitigation: { action: 'rollback', part: '$part' },
  mechanism: 'lab',
  works: everywhere,
});
