import { existsSync } from 'node:fs';
import { environmentNames } from '@webstore/lab-core/environments.ts';
import { beside, type Lab } from '@webstore/lab-core/lab.ts';

/** The environments beside `local` that were started once; an environment beside it has none. */
export const environmentsBeside = (lab: Lab): Lab[] =>
  lab.environment === 'local' && !lab.inContainers
    ? environmentNames
        .filter((name) => name !== 'local')
        .map((name) => beside(lab, name))
        .filter(({ home }) => existsSync(home))
    : [];
