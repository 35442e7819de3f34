import { z } from 'zod';

const states = [
  'waiting',
  'preparing',
  'starting',
  'ready',
  'stopping',
  'stopped',
  'failed',
  'unavailable',
] as const;

/** As in `./lab status`. */
export const component = z.object({
  name: z.string(),
  state: z.enum(states),
  reason: z.string().optional(),
  ports: z.array(z.number().int()),
  /** Milliseconds until it was ready. */
  tookMs: z.number().optional(),
  /** Further waiting would not make it ready. */
  settled: z.boolean(),
  /** Crashes since its last start on purpose; only in the native lab. */
  restarts: z.number().int().optional(),
});

export const componentName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be the name of a component');

/** What `./lab stop`, `start`, `restart` and `kill` do, and the suspension of all processes of a component. */
export const componentActions = ['stop', 'start', 'restart', 'kill', 'freeze', 'thaw'] as const;
export type ComponentAction = (typeof componentActions)[number];
