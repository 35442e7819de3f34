import { setTimeout as pause } from 'node:timers/promises';
import type { Mechanism } from '../mechanism.ts';
import { bank } from './bank.ts';
import { configRollout } from './config-rollout.ts';

/** The bank processes charges one after the other, five a second: more than are ordered. */
const eachMs = 200;
const oneAfterTheOther = bank(() => ({ eachMs }));
/** A release that retries at once and never gives up: twelve charges a second, once all wait. */
const hasty = configRollout(({ parameters }) => ({
  env: {
    ACQUIRER_TIMEOUT_MS: String(parameters['timeoutMs']),
    MESSAGE_PAUSE_MS: '1',
    MESSAGE_ATTEMPTS: '100000',
  },
}));

/** The trigger ends after the start: the bank is then fast enough, but the retries keep it overloaded. */
export const metastableOverload: Mechanism = {
  async begin(control, occurrence) {
    await hasty.begin(control, occurrence);
    await oneAfterTheOther.begin(control, occurrence);
    const closedMs = Number(occurrence.fault.parameters['closedSeconds']) * 1000;
    control.bank.changeConditions(({ [occurrence.key]: open, ...others }) => ({
      ...others,
      [occurrence.key]: { ...open!, opensAt: Date.now() + closedMs },
    }));
    await pause(closedMs);
  },
  async end(control, occurrence) {
    await oneAfterTheOther.end(control, occurrence);
    await hasty.end(control, occurrence);
  },
  holds: (control, occurrence) => hasty.holds(control, occurrence),
};
