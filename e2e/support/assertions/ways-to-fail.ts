import { freeze, thaw } from '@webstore/supervisor/freeze.ts';
import { lab, run } from '../labs/running-lab.ts';

/** The two outages of a component: it refuses connections, or accepts them and never answers. */
export const waysToFail = {
  stopped: {
    begin: async (component: string) => void (await run('stop', component)),
    end: async (component: string) => void (await run('start', component)),
  },
  frozen: {
    begin: (component: string) => freeze(lab, component),
    end: (component: string) => thaw(lab, component),
  },
};
export type WayToFail = keyof typeof waysToFail;
