import { z } from 'zod';
import { catalogue } from './catalogue';
import type { Fault, Mitigation, Signal } from './fault';
import type { Part } from './part';

/** Values of parameters, by name. */
export type Values = Readonly<Record<string, string | number>>;

/** A fault with its parameters resolved: each `$name` is replaced with a value. */
export interface ResolvedFault extends Omit<Fault, 'component' | 'where' | 'mitigation' | 'parameters'> {
  readonly component: Part;
  readonly where: Part;
  readonly mitigation: Mitigation & { part: Part };
  readonly parameters: Values;
}

/** The fault, a parameter or a value is unknown. The message lists the valid choices. */
export class FaultRefused extends Error {}

/**
 * @param given values as typed by the user; missing ones get their defaults
 * @throws FaultRefused for an unknown fault, an unknown parameter or an invalid value
 */
export function resolveFault(id: string, given: Values = {}): ResolvedFault {
  const described = catalogue.find((one) => one.id === id);
  if (!described) throw new FaultRefused(`There is no fault ${id}: ./lab break list shows what there is.`);
  const read = z.strictObject(described.parameters.shape).safeParse(given);
  if (!read.success)
    throw new FaultRefused(read.error.issues.map((issue) => refusal(described, issue)).join('\n'));
  const parameters = read.data as Values;
  const named = <T extends string>(text: T) => fillIn(text, parameters) as Part;
  return {
    ...described,
    parameters,
    title: fillIn(described.title, parameters),
    component: named(described.component),
    where: named(described.where),
    signal: signalOf(described.signal, parameters),
    mitigation: { ...described.mitigation, part: named(described.mitigation.part) },
  };
}

/** The valid values of a parameter as text, such as `one of catalog, cart`. */
export function describeParameter(parameter: z.ZodType): string {
  const inner = parameter instanceof z.ZodDefault ? (parameter.unwrap() as z.ZodType) : parameter;
  if (inner instanceof z.ZodEnum) return `one of ${inner.options.join(', ')}`;
  if (inner instanceof z.ZodNumber) return `a number from ${inner.minValue} to ${inner.maxValue}`;
  return 'a text';
}

function refusal({ id, parameters }: Fault, issue: z.core.$ZodIssue): string {
  const names = Object.keys(parameters.shape);
  if (issue.code === 'unrecognized_keys') {
    const known = names.length > 0 ? `it takes ${names.join(', ')}` : 'it takes none';
    return `${id} takes no ${issue.keys.join(', no ')}: ${known}.`;
  }
  const name = String(issue.path[0]);
  return `${name} of ${id} is ${describeParameter(parameters.shape[name] as z.ZodType)}.`;
}

const fillIn = (text: string, values: Values) =>
  text.replace(/\$([a-zA-Z]+)/g, (_, name: string) => String(values[name]));

function signalOf(signal: Signal, values: Values): Signal {
  if (!signal.with) return signal;
  const filled = Object.entries(signal.with).map(([label, value]) => [label, fillIn(value, values)]);
  return { ...signal, with: Object.fromEntries(filled) as Record<string, string> };
}
