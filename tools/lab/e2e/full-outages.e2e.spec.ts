import { afterAll, describe, expect, it } from 'vitest';
import { type OutageResult, sufferOutage } from './outage.ts';
import { withoutTheSyntheticCustomer } from './running-lab.ts';

const components = ['postgres', 'acquirer', 'redis', 'kafka'];
const lengths = [10, 60, 300];
const results: OutageResult[] = [];

withoutTheSyntheticCustomer();
afterAll(() => console.log(JSON.stringify(results)));

describe.each(lengths)('an outage of %i s, with customers who buy', (seconds) => {
  it.each(components)(
    'of %s leaves every accepted order to end as it would have without',
    async (component) => {
      const result = await sufferOutage(component, seconds);
      results.push(result);
      console.log(JSON.stringify(result));
      expect(result).toMatchObject({ otherwise: [], deadLettered: 0, chargedTwice: 0 });
      expect(result.completed).toBeGreaterThan(0);
    },
    1_800_000,
  );
});
