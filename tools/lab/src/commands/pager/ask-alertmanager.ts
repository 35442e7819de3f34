import { Alerts, SignalProblem } from '@webstore/signals';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';

/** A request to the lab's Alertmanager; reports a failure or refusal in one sentence. */
export async function askAlertmanager<T>(lab: Lab, question: (alerts: Alerts) => Promise<T>): Promise<T> {
  try {
    return await question(new Alerts({ baseUrl: lab.url('alertmanager') }));
  } catch (error) {
    if (!(error instanceof SignalProblem)) throw error;
    throw new Failure(`${error.message}\n./lab status shows why.`, exitCodes.unavailable);
  }
}
