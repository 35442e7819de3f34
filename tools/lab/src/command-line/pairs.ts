import { InvalidArgumentError } from 'commander';

/** Parses one more k=v; a repeated name is an error, because one of the values would be lost silently. */
export function pair(text: string, before: string[] = []): string[] {
  const [name] = split(text);
  if (!name) throw new InvalidArgumentError('It must be like name=value, such as country=BR.');
  if (before.some((other) => split(other)[0] === name))
    throw new InvalidArgumentError(`It must name ${name} once.`);
  return [...before, text];
}

/** The names and values of arguments that {@link pair} has parsed. */
export const pairs = (texts: string[]): Record<string, string> =>
  Object.fromEntries(texts.map((text) => split(text) as [string, string]));

function split(text: string): [string, string] | [] {
  const [, name, value] = /^([A-Za-z][\w-]{0,99})=([^\n]{1,1000})$/.exec(text) ?? [];
  return name !== undefined && value !== undefined ? [name, value] : [];
}
