import { z } from 'zod';
import { componentName } from './components.ts';

/** As in libs/faults, which is not built yet when a command parses its arguments. */
export const mitigationActions = ['restart', 'rollback', 'scale', 'limit', 'flush', 'config'] as const;

export const mitigationRequest = z.strictObject({
  action: z.enum(mitigationActions),
  component: componentName,
  /** Of `config`, `scale` and `limit`. */
  settings: z.record(z.string().max(100), z.string().max(1_000)).default({}),
});

export const mitigated = z.object({
  action: z.enum(mitigationActions),
  component: z.string(),
  /** What it did, in a sentence. */
  effect: z.string(),
});
