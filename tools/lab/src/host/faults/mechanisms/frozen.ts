import type { Mechanism } from '../mechanism.ts';

/** The component's processes exist but are stopped: the kernel accepts connections, and no answer follows. */
export const frozen: Mechanism = {
  begin: (control, { fault }) => control.freeze(fault.component),
  async end(control, { fault }) {
    await control.thaw(fault.component);
    await control.start(fault.component);
  },
  holds: (control, { fault }) => control.isFrozen(fault.component),
};
