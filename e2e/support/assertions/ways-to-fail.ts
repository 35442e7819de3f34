import { control, run } from '../labs/running-lab.ts';

/** The two outages of a component: it refuses connections, or accepts them and never answers. */
export const waysToFail = {
  stopped: {
    begin: async (component: string) => void (await run('stop', component)),
    end: async (component: string) => void (await run('start', component)),
  },
  frozen: {
    begin: (component: string) => control.freeze(component),
    end: (component: string) => control.thaw(component),
  },
};
export type WayToFail = keyof typeof waysToFail;
