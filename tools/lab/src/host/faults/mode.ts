import type { Mode } from '@webstore/faults';
import type { Lab } from '@webstore/lab-core/lab.ts';

/** The form of the lab, as faults name it. */
export const modeOf = ({ inContainers }: Pick<Lab, 'inContainers'>): Mode =>
  inContainers ? 'containers' : 'native';
