import { InvalidArgumentError } from 'commander';

/** A parser of names; calls `names` when it parses, because some come from folders of the checkout. */
export const nameOf =
  (kind: string, names: () => readonly string[], resolve = exactly) =>
  (text: string): string => {
    const all = names();
    const name = resolve(text, all);
    if (name !== undefined) return name;
    throw new InvalidArgumentError(`It must be the name of ${kind}: ${all.join(', ')}.`);
  };

const exactly = (text: string, names: readonly string[]) => names.find((name) => name === text);

/** As {@link nameOf}, for an argument with several names. */
export const namesOf = (kind: string, names: () => readonly string[]) => {
  const read = nameOf(kind, names);
  return (text: string, before: string[] = []): string[] => [...before, read(text)];
};
