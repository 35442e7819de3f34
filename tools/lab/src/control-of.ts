import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { nativeControl } from '@webstore/supervisor/native-control.ts';

/** Acts on the components of the lab, in the form of its last start. */
export function controlOf(lab: Lab): ComponentControl {
  if (lab.inContainers)
    throw new Failure('This acts on the native lab: ./lab down, then ./lab up.', exitCodes.usage);
  return nativeControl(lab);
}
