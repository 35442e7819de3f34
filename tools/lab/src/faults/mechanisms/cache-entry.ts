import { Failure } from '../../failure.ts';
import type { Lab } from '../../lab.ts';
import { withRedis } from '../../machine/redis-session.ts';
import { Shop } from '../../shop/shop.ts';
import type { Mechanism, Occurrence } from '../mechanism.ts';

/** Half of what the cache says of a product, kept for ever: whoever wrote it was cut off, or another version wrote it. */
export const tornCacheEntry: Mechanism = {
  async begin(lab, occurrence) {
    const key = keyOf(occurrence);
    // Has catalog write what is torn then, and says when there is no such product.
    await new Shop(lab).product(String(occurrence.fault.parameters['product']));
    await withRedis(lab, async (redis) => {
      const whole = await redis.get(key);
      if (!whole) throw new Failure('The cache of catalog does not know the product: is Redis ready?');
      await redis.set(key, whole.slice(0, whole.length / 2));
    });
  },
  async end(lab, occurrence) {
    if (await this.holds(lab, occurrence)) await withRedis(lab, (redis) => redis.del(keyOf(occurrence)));
  },
  async holds(lab, occurrence) {
    return isTorn(await entryOf(lab, occurrence));
  },
};

const keyOf = ({ fault }: Occurrence) => `catalog:product:${fault.parameters['product']}`;
const entryOf = (lab: Lab, occurrence: Occurrence) => withRedis(lab, (redis) => redis.get(keyOf(occurrence)));

function isTorn(entry: string | null): boolean {
  try {
    return entry !== null && !JSON.parse(entry);
  } catch {
    return true;
  }
}
