import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type OutageResult, sufferOutage } from '../support/labs/outage.ts';
import { withoutTheSyntheticCustomer } from '../support/labs/running-lab.ts';
import { type WayToFail, waysToFail } from '../support/assertions/ways-to-fail.ts';

const components = ['postgres', 'acquirer', 'redis', 'kafka'];
const lengths: Record<WayToFail, number[]> = { stopped: [10, 60, 300], frozen: [10, 60] };
const outages = Object.entries(lengths).flatMap(([how, seconds]) =>
  seconds.flatMap((length) =>
    components.map((component) => ({ component, how: how as WayToFail, seconds: length })),
  ),
);
const results: OutageResult[] = [];

withoutTheSyntheticCustomer();
afterAll(() => console.log(JSON.stringify(results)));

describe('an outage, with customers who buy', () => {
  let end = async () => {};
  afterEach(() => end());

  it.each(outages)(
    '$component $how for $seconds s changes the result of no accepted order',
    async ({ component, how, seconds }) => {
      end = () => waysToFail[how].end(component);
      const result = await sufferOutage(component, how, seconds);
      results.push(result);
      console.log(JSON.stringify(result));
      expect(result).toMatchObject({ otherwise: [], deadLettered: 0, chargedTwice: 0, wrongAnswers: [] });
      expect(result.completed).toBeGreaterThan(0);
    },
    1_800_000,
  );
});
