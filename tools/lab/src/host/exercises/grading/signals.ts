import { Alerts } from '@webstore/signals';
import type { Signals } from '@webstore/exercises';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { PagerClient } from '../../../commands/pager/pager-client.ts';
import { storesOf } from '@webstore/lab-core/clients/telemetry-backends.ts';

/** The pager's own limit. */
const mostPages = 500;

/** The stores for the grader and a solver: the same as the learner's. */
export const signalsOf = (lab: Lab): Signals => ({
  ...storesOf(lab),
  alerts: new Alerts({ baseUrl: lab.url('alertmanager') }),
  pages: () => new PagerClient(lab).list({ limit: mostPages }),
});
