import { freeze, thaw } from '../src/faults/freeze.ts';
import { lab, run } from './running-lab.ts';

/** The two ways in which a component is away: its connections are refused, or nothing on them is answered. */
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
