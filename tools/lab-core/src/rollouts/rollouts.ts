import { z } from 'zod';
import { Failure } from '../failure.ts';
import type { Lab } from '../lab.ts';
import { jsonState } from '../state/json-state.ts';
import { componentOf, replicaNamed } from './replicas.ts';

const texts = z.record(z.string(), z.string());

const rolloutSchema = z.object({
  id: z.string(),
  at: z.string(),
  /** Desired number of instances. */
  instances: z.number().int().optional(),
  /** The instance that it applies to; default: all. */
  instance: z.string().optional(),
  /** Default: the lab's version. */
  version: z.string().optional(),
  env: texts.optional(),
  /** Command-line flags, such as `--max-old-space-size`, with their new values. */
  flags: texts.optional(),
});
/** The changes of one rollout to the start of a component. */
export type Rollout = z.infer<typeof rolloutSchema>;

const componentRollouts = z.object({
  /** Oldest first; all of them are in force, and a later one takes precedence. */
  releases: z.array(rolloutSchema),
  /** It is stopped, and `up` does not start it. */
  isHeld: z.boolean(),
});
type ComponentRollouts = z.infer<typeof componentRollouts>;
type ByComponent = Record<string, ComponentRollouts>;

/** Stored with the data, so that it survives `down` and is deleted by `down --wipe`. */
export const rolloutsState = (lab: Lab) =>
  jsonState(
    lab.stateFile('releases', 'releases.json'),
    z.record(z.string(), componentRollouts),
    {},
    {
      ignored: 'every part starts with its own settings',
    },
  );

const none: ComponentRollouts = { releases: [], isHeld: false };

/** Without a prototype: a component's name is user input. */
const read = (lab: Lab): ByComponent =>
  Object.assign(Object.create(null) as ByComponent, rolloutsState(lab).read());
const of = (lab: Lab, component: string): ComponentRollouts => read(lab)[component] ?? none;

export const rolloutsOf = (lab: Lab, component: string): Rollout[] => of(lab, component).releases;
export const isHeld = (lab: Lab, component: string): boolean => of(lab, component).isHeld;

function change(
  lab: Lab,
  component: string,
  changed: (before: ComponentRollouts) => Partial<ComponentRollouts>,
): void {
  rolloutsState(lab).change((all) => {
    const before = Object.hasOwn(all, component) ? all[component]! : none;
    return { ...all, [component]: { ...before, ...changed(before) } };
  });
}

/** Sets the settings of the component from its next start on. */
export function addRollout(lab: Lab, component: string, settings: Omit<Rollout, 'at'>): Rollout {
  const added = { ...settings, at: new Date().toISOString() };
  change(lab, component, ({ releases }) => ({ releases: [...releases, added] }));
  return added;
}

/** Removes the last rollout, or the one with the id at any position. @returns undefined if there is none */
export function removeRollout(lab: Lab, component: string, id?: string): Rollout | undefined {
  let removed: Rollout | undefined;
  change(lab, component, ({ releases }) => {
    removed = id === undefined ? releases.at(-1) : releases.find((one) => one.id === id);
    return { releases: releases.filter((one) => one !== removed) };
  });
  return removed;
}

export const removeAllRollouts = (lab: Lab, component: string): void =>
  change(lab, component, () => ({ releases: [] }));

export const componentsWithRollouts = (lab: Lab): string[] =>
  Object.entries(read(lab)).flatMap(([component, { releases }]) => (releases.length > 0 ? [component] : []));

export const heldComponents = (lab: Lab): string[] =>
  Object.entries(read(lab)).flatMap(([component, { isHeld }]) => (isHeld ? [component] : []));

export const markHeld = (lab: Lab, component: string): void =>
  change(lab, component, () => ({ isHeld: true }));

export function clearHeld(lab: Lab, component: string): void {
  if (isHeld(lab, component)) change(lab, component, () => ({ isHeld: false }));
}

/** Whether a rollout changes the start of this instance. */
export const affects = (
  name: string,
  { instance = name, env, flags, version }: Omit<Rollout, 'at' | 'id'>,
): boolean => instance === name && [env, flags, version].some((changed) => changed !== undefined);

/** The rollouts that change the start of this instance, oldest first. */
export const rolloutsAffecting = (lab: Lab, name: string): Rollout[] =>
  rolloutsOf(lab, componentOf(name)).filter((one) => affects(name, one));

/** Desired number of instances of a component with these rollouts. */
export const desiredInstances = (rollouts: readonly Rollout[]): number =>
  rollouts.findLast(({ instances }) => instances !== undefined)?.instances ?? 1;

/** Whether this instance is among the desired ones. */
export function isDesired(lab: Lab, name: string): boolean {
  const replica = replicaNamed(name);
  return !replica || desiredInstances(rolloutsOf(lab, replica.of)) >= replica.number;
}

export const versionOf = (lab: Lab, name: string): string =>
  rolloutsAffecting(lab, name).findLast(({ version }) => version !== undefined)?.version ?? lab.version;

/** What a rollout changes: the arguments and the environment of a program. */
interface Start {
  args: string[];
  env?: Record<string, string>;
}

/** Applies the rollouts to the start of an instance. */
export function applyRollouts<S extends Start>(lab: Lab, name: string, usual: S): S {
  return rolloutsAffecting(lab, name).reduce<S>(
    (start, { env = {}, flags = {} }) => ({
      ...start,
      env: { ...start.env, ...env },
      args: start.args.map((arg) => withFlags(arg, flags)),
    }),
    usual,
  );
}

/** `--size=1` with the flag's new value, if it has one. */
export function withFlags(arg: string, flags: Record<string, string>): string {
  const [flag = ''] = arg.split('=');
  return Object.hasOwn(flags, flag) ? `${flag}=${flags[flag]}` : arg;
}

/** @throws Failure when this replica is not among the desired ones */
export function mustBeDesired(lab: Lab, name: string): void {
  if (isDesired(lab, name)) return;
  const { of, number } = replicaNamed(name)!;
  throw new Failure(
    `${name} runs when ${of} has more instances: ./lab mitigate scale ${of} instances=${number}.`,
  );
}
