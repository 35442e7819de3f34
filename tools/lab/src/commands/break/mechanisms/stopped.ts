import { markStopped, clearStopped, releasesOf } from '@webstore/supervisor/releases/releases.ts';
import type { Mechanism } from '../mechanism.ts';
import { start, statusOf, stop } from '@webstore/supervisor/component-control.ts';

/** The component is stopped, and `./lab up` leaves it stopped; a start or restart ends the fault. */
export const stopped: Mechanism = {
  async begin(lab, { fault }) {
    markStopped(lab, fault.component);
    await stop(lab, fault.component);
  },
  async end(lab, { fault }) {
    clearStopped(lab, fault.component);
    await start(lab, fault.component);
  },
  async holds(lab, { fault }) {
    return (
      releasesOf(lab, fault.component).isHeld && (await statusOf(lab, fault.component)).state === 'stopped'
    );
  },
};
