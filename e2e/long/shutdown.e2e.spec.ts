import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { allGone, send } from '@webstore/lab-core/machine/end-process.ts';
import { identityOf } from '@webstore/lab-core/machine/process-identity.ts';
import { type Service, services } from '@webstore/lab-core/clients/services.ts';
import { PurchaseRequests } from '../support/customers/purchase-requests.ts';
import { control, ready } from '../support/labs/running-lab.ts';

/** The services that use a component. */
const users: Record<string, readonly Service[]> = {
  postgres: ['catalog', 'checkout', 'payment'],
  redis: ['catalog', 'cart'],
  kafka: services,
  acquirer: ['payment'],
};
/**
 * Seconds since the component was frozen: the first requests already wait for it, and later clients keep
 * reconnecting.
 */
const lengths = [3, 30];
const cases = Object.entries(users).flatMap(([component, callers]) =>
  lengths.map((seconds) => ({ component, seconds, callers })),
);

describe('SIGTERM ends a service within 8 s, with requests in progress', () => {
  let thawed = async () => {};
  afterEach(async () => {
    await thawed();
    await ready();
  });

  it.each(cases)(
    '$callers while $component has been frozen for $seconds s',
    async ({ component, seconds, callers }) => {
      await ready();
      const requests = await PurchaseRequests.begin();
      thawed = () => control.thaw(component);
      await control.freeze(component);
      // How long the component has been frozen when the services stop.
      await pause(seconds * 1_000);
      const took = await Promise.all(callers.map(secondsToEnd));
      await requests.end();
      console.log(`${component} frozen for ${seconds} s: ${JSON.stringify(took)}`);
      expect(took.filter(({ ended }) => !ended)).toEqual([]);
    },
  );
});

/** Sends SIGTERM to a service's process; the supervisor starts the next one. */
async function secondsToEnd(service: Service) {
  const process = identityOf((await control.stateOf(service)).pid!)!;
  const began = Date.now();
  send(process, 'SIGTERM');
  const ended = await allGone([process], 8_000);
  return { service, ended, seconds: (Date.now() - began) / 1_000 };
}
