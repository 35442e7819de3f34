import { Failure } from '@webstore/lab-core/failure.ts';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { until } from '../../../commands/prove/until.ts';
import { Shop } from '@webstore/lab-core/clients/shop.ts';
import type { Mechanism, Occurrence } from '../mechanism.ts';
import { setFlag } from './set-flag.ts';

const trusting = setFlag('catalog.cache-entries', 'trusted');
const flagSeenWithinMs = 10_000;

/**
 * Half of a product's cache entry, without expiry, as after an interrupted write or a write by another
 * version. catalog would drop it, so the fault also makes catalog trust its entries.
 */
export const corruptCacheEntry: Mechanism = {
  async begin(control, occurrence) {
    await trusting.begin(control, occurrence);
    // Until catalog has read its flag, it drops the entry.
    const { ok, detail } = await until(() => tear(control, occurrence), flagSeenWithinMs);
    if (ok) return;
    await trusting.end(control, occurrence);
    throw new Failure(`The entry of the cache of catalog could not be spoilt: ${detail}`);
  },
  async end(control, occurrence) {
    await trusting.end(control, occurrence);
    if (await this.holds(control, occurrence))
      await control.sessions.redis((redis) => redis.del(keyOf(occurrence)));
  },
  async holds(control, occurrence) {
    return isTorn(await entryOf(control, occurrence));
  },
};

async function tear(control: ComponentControl, occurrence: Occurrence): Promise<string> {
  const key = keyOf(occurrence);
  const shop = new Shop(control.lab);
  const product = String(occurrence.fault.parameters['product']);
  // Makes catalog write the entry that is then truncated, and fails when there is no such product.
  await shop.product(product);
  await control.sessions.redis(async (redis) => {
    const whole = await redis.get(key);
    if (!whole) throw new Failure('The cache of catalog does not know the product: is Redis ready?');
    await redis.set(key, whole.slice(0, whole.length / 2));
  });
  const shown = await shop.product(product).then(
    () => true,
    () => false,
  );
  if (shown) throw new Failure('catalog still shows the product.');
  return 'catalog cannot read the entry';
}

const keyOf = ({ fault }: Occurrence) => `catalog:product:${fault.parameters['product']}`;
const entryOf = (control: ComponentControl, occurrence: Occurrence) =>
  control.sessions.redis((redis) => redis.get(keyOf(occurrence)));

function isTorn(entry: string | null): boolean {
  try {
    return entry !== null && !JSON.parse(entry);
  } catch {
    return true;
  }
}
