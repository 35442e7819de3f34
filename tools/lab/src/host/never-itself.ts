import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';

/** @throws Failure for the host, which would not be there to report what it did */
export function mustNotBeTheHost({ inContainers }: Pick<Lab, 'inContainers'>, name: string): void {
  if (name !== 'host') return;
  const others = inContainers
    ? './lab down ends it, ./lab up --docker starts it'
    : './lab stop host, start, restart and kill do';
  throw new Failure(`The host does not act on itself: ${others}.`, exitCodes.usage);
}
