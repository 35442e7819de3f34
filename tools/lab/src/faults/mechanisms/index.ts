import { Failure } from '../../failure.ts';
import type { Mechanism } from '../mechanism.ts';
import { bank } from './bank.ts';
import { stopped } from './stopped.ts';

/** How each fault of the catalogue is brought about; a test holds the two together. */
export const mechanisms: Readonly<Record<string, Mechanism>> = {
  'service-stopped': stopped,
  'bank-slow': bank(({ parameters }) => ({ slowerMs: Number(parameters['delayMs']) })),
};

export function mechanismOf(id: string): Mechanism {
  const mechanism = mechanisms[id];
  if (!mechanism) throw new Failure(`There is no way yet to bring ${id} about.`);
  return mechanism;
}
