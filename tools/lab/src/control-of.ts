import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { composeControl } from './containers/compose-control.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { nativeControl } from '@webstore/supervisor/native-control.ts';

/** Acts on the components of the lab, in the form of its last start. */
export const controlOf = (lab: Lab): ComponentControl =>
  lab.inContainers ? composeControl(lab) : nativeControl(lab);
