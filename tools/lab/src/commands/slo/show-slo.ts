import { printJson } from '@webstore/lab-core/output/json.ts';
import { exitCodes, Failure, messageOf } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { metricsOf } from '@webstore/lab-core/clients/telemetry-backends.ts';
import { readStates } from './state.ts';
import { shown } from './table.ts';

/** Prints the state of the objectives; returns whether one of their alerts fires. */
export async function showSlo(lab: Lab, json = false): Promise<boolean> {
  const states = await readStates(metricsOf(lab), lab.environment).catch((error: unknown) => {
    throw new Failure(`${messageOf(error)}: ./lab status shows what is missing.`, exitCodes.unavailable);
  });
  if (states.length === 0) {
    throw new Failure(
      'Prometheus has not evaluated an objective yet: it does so every 5 s.',
      exitCodes.unavailable,
    );
  }
  if (json) printJson(states);
  else console.log(shown(states));
  return states.some(({ alerts }) => alerts.some(({ state }) => state === 'firing'));
}
