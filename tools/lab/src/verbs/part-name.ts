import { Argument, InvalidArgumentError } from 'commander';
import { components } from '../stack/index.ts';

const names = components.map(({ name }) => name);

/** An argument that must name a part; `others` are accepted beside the parts. */
export function partArgument(description: string, others: string[] = []): Argument {
  return new Argument('<part>', description).argParser((given: string) => {
    if ([...names, ...others].includes(given)) return given;
    const near = names.filter((name) => name.startsWith(given.slice(0, 3)));
    throw new InvalidArgumentError(
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : `The parts are ${[...names, ...others].join(', ')}.`,
    );
  });
}
