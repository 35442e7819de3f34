import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { metricsOf } from '@webstore/lab-core/clients/telemetry-backends.ts';
import { indicators, unsteady } from '@webstore/exercises';
import type { Progress } from '../operations/operations.ts';
import { tearDown } from './tear-down.ts';
import { roundState } from './round-file.ts';

const lookEveryMs = 5_000;
/** Three readings, 5 s apart, of windows of 25 s. */
const looksInARow = 3;
const withinMs = 300_000;

/** Ends the round and waits until every component is ready and every objective meets its target. */
export async function reset(control: ComponentControl, progress: Progress) {
  const { lab } = control;
  const began = Date.now();
  // A broken file is a round too: a reset ends it.
  const round = roundState(lab).inspect();
  const ended = round.condition === 'sound' ? (round.value?.exercise ?? null) : null;
  await tearDown(control);
  if (ended) progress(`${ended} is over, without a score.`);
  for (let good = 0; good < looksInARow;) {
    const missing = await whatIsMissing(control);
    good = missing.length === 0 ? good + 1 : 0;
    if (Date.now() - began > withinMs)
      throw new Failure(
        `Not steady after ${duration(withinMs)}: ${missing.join(', ')}. ./lab status and ./lab slo show more.`,
      );
    if (good < looksInARow) await pause(lookEveryMs);
  }
  return { ended, tookMs: Date.now() - began };
}

async function whatIsMissing(control: ComponentControl): Promise<string[]> {
  const parts = await control.states();
  const notReady = parts
    .filter(({ state }) => state !== 'ready')
    .map(({ name, state }) => `${name} is ${state}`);
  if (notReady.length > 0) return notReady;
  return unsteady(await indicators(metricsOf(control.lab))).map(
    ({ objective }) => `${objective} is not kept`,
  );
}
