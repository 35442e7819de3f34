import { Alerts } from '@webstore/signals';
import type { Signals } from '@webstore/exercises';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { PagerClient } from '../pager/pager-client.ts';
import { storesOf } from '@webstore/lab-core/clients/telemetry-backends.ts';

/** The pager's own bound. */
const mostPages = 500;

/** Where the grader, and a solver, look: the same stores as the learner. */
export const signalsOf = (lab: Lab): Signals => ({
  ...storesOf(lab),
  alerts: new Alerts({ baseUrl: lab.url('alertmanager') }),
  pages: () => new PagerClient(lab).list({ limit: mostPages }),
});
