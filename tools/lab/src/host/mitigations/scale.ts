import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { instancesOf } from '@webstore/lab-core/rollouts/replicas.ts';

/** Runs this many instances of a component; returns a description. */
export async function scale(
  control: ComponentControl,
  part: string,
  settings: Record<string, string>,
): Promise<string> {
  const instances = numberOf(part, settings);
  await control.scale(part, instances);
  return `${part}: ${instances === 1 ? '1 instance' : `${instances} instances`} running`;
}

/**
 * @throws Failure for a component that cannot be scaled, with the reason, and for a number outside the range
 */
export function numberOf(part: string, settings: Record<string, string>): number {
  const most = instancesOf(part).length;
  if (most === 1)
    throw refused(
      `${part} has no load balancer and cannot be scaled. Only payment can: its instances share what they read from Kafka.`,
    );
  const { instances = '', ...others } = settings;
  const wanted = Number(instances);
  if (Object.keys(others).length > 0 || !Number.isInteger(wanted) || wanted < 1 || wanted > most)
    throw refused(`Say how many: ./lab mitigate scale ${part} instances=N, from 1 to ${most}.`);
  return wanted;
}

const refused = (message: string) => new Failure(message, exitCodes.usage);
