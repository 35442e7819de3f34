import type { Mechanism } from '../mechanism.ts';

/** The component is stopped, and `./lab up` leaves it stopped; a start or restart ends the fault. */
export const stopped: Mechanism = {
  begin: (control, { fault }) => control.hold(fault.component),
  end: (control, { fault }) => control.start(fault.component),
  async holds(control, { fault }) {
    return control.isHeld(fault.component) && (await control.stateOf(fault.component)).state === 'stopped';
  },
};
