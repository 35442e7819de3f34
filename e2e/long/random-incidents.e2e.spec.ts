import { randomInt } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { incident, type Row, tableOf } from '../support/exercises/incident-rows.ts';
import { ready } from '../support/labs/running-lab.ts';

/**
 * Twenty random incidents. `INCIDENTS=3:17,2:99` runs level 3 with seed 17 and level 2 with seed 99 instead.
 */
const chosen = process.env['INCIDENTS']?.split(',').map((pair) => pair.split(':').map(Number));
const drawn = chosen ?? Array.from({ length: 20 }, (_, at) => [1 + (at % 3), randomInt(2 ** 32)]);

const patienceMs = 1_200_000;

describe('incidents in a row', () => {
  const rows: Row[] = [];

  beforeAll(() => ready());

  it.each(drawn)(
    'of level %i and seed %i is found, fixed and reverted without access to the machine, and not by a wrong answer',
    async (level, seed) => {
      rows.push(await incident(seed!, level!));
      console.log(tableOf(rows));
      expect(rows.at(-1)).toMatchObject({ score: 100, taken: [] });
    },
    patienceMs,
  );
});
