import { catalogue, type Range } from '@webstore/faults';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { baselines, type Effect, effectOf } from '../support/assertions/fault-effects.ts';
import { ready } from '../support/labs/running-lab.ts';
import { OpenLoopCustomers } from '../support/customers/open-loop-customers.ts';

const ids = catalogue.map(({ id }) => id);

describe('every fault', () => {
  let visitors: OpenLoopCustomers;
  let baseline: Map<string, Range>;
  const effects: Effect[] = [];

  beforeAll(async () => {
    await ready();
    visitors = await OpenLoopCustomers.come();
    baseline = await baselines(ids);
  });
  afterAll(async () => {
    console.log(effects.map((effect) => JSON.stringify(effect)).join('\n'));
    await visitors.leave();
  });

  it.each(ids)(
    '%s shows in five windows of its signal and in none of three after healing, and its name appears nowhere',
    async (id) => {
      effects.push(await effectOf(id, baseline.get(id)!));
      expect(effects.at(-1)!.windows).toHaveLength(5);
    },
  );
});
