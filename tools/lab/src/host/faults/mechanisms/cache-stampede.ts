import { flush } from '../../mitigations/flush.ts';
import type { Mechanism } from '../mechanism.ts';
import { configRollout } from './config-rollout.ts';

const hasty = configRollout(({ parameters }) => ({
  env: { CACHE_SECONDS: String(parameters['everySeconds']), CACHE_EXPIRY: 'together' },
}));

/** A release under which all cache entries expire at once. Older entries had a longer lifetime. */
export const cacheStampede: Mechanism = {
  ...hasty,
  async begin(control, occurrence) {
    await hasty.begin(control, occurrence);
    await flush(control, 'redis');
  },
};
