import type { Lab } from '@webstore/lab-core/lab.ts';

/** The bank's second site: the same accounts at another loopback address, without the first one's faults. */
export const standbyHost = '127.0.0.2';

export const bankSites = {
  first: (lab: Lab) => lab.url('acquirer'),
  standby: (lab: Lab) => `http://${standbyHost}:${lab.port('acquirer')}`,
} as const;
