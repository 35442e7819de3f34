import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { metricsOf } from '@webstore/lab-core/clients/telemetry-backends.ts';
import { controlOf } from '../../control-of.ts';
import { tearDown } from './tear-down.ts';
import { indicators, unsteady } from '@webstore/exercises';
import { roundState } from './round-file.ts';

const lookEveryMs = 5_000;
/** Three readings, 5 s apart, of windows of 25 s. */
const looksInARow = 3;
const withinMs = 300_000;

/** Ends the round and waits until every component is ready and every objective meets its target. */
export async function reset(lab: Lab): Promise<void> {
  const began = Date.now();
  // A broken file is a round too: a reset ends it.
  const round = roundState(lab).inspect();
  await tearDown(lab);
  if (round.condition === 'sound' && round.value)
    console.log(`${round.value.exercise} is over, without a score.`);
  for (let good = 0; good < looksInARow;) {
    const missing = await whatIsMissing(lab);
    good = missing.length === 0 ? good + 1 : 0;
    if (Date.now() - began > withinMs)
      throw new Failure(
        `Not steady after ${duration(withinMs)}: ${missing.join(', ')}. ./lab status and ./lab slo show more.`,
      );
    if (good < looksInARow) await pause(lookEveryMs);
  }
  console.log(`Steady: every part is ready, every objective is kept (${duration(Date.now() - began)}).`);
}

async function whatIsMissing(lab: Lab): Promise<string[]> {
  const parts = await controlOf(lab).states();
  const notReady = parts
    .filter(({ state }) => state !== 'ready')
    .map(({ name, state }) => `${name} is ${state}`);
  if (notReady.length > 0) return notReady;
  return unsteady(await indicators(metricsOf(lab))).map(({ objective }) => `${objective} is not kept`);
}
