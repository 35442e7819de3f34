import { Argument, InvalidArgumentError } from 'commander';
import { composeServices } from '@webstore/lab-core/containers/compose-file.ts';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { instancesOf } from '@webstore/lab-core/rollouts/replicas.ts';
import { components } from '@webstore/supervisor/components/index.ts';

const namesOf = (lab: Lab) =>
  lab.inContainers ? composeServices(lab).flatMap(instancesOf) : components.map(({ name }) => name);

/** An argument that must name a component; `others` are accepted as well. */
export function partArgument(description: string, others: string[] = []): Argument {
  return new Argument('<part>', description).argParser((given: string) => {
    const names = namesOf(openLab());
    const accepted = [...new Set([...names, ...others])];
    if (accepted.includes(given)) return given;
    const near = names.filter((name) => name.startsWith(given.slice(0, 3)));
    const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
    throw new InvalidArgumentError(`It must be the name of a part: ${accepted.join(', ')}.${hint}`);
  });
}
