import { z } from 'zod';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { jsonState } from '@webstore/lab-core/state/json-state.ts';
import type { Launch } from '../components/component.ts';
import { replicaNamed, componentOf } from '../components/launching/replicas.ts';

const texts = z.record(z.string(), z.string());

const releaseSchema = z.object({
  id: z.string(),
  at: z.string(),
  /** Desired number of instances. */
  instances: z.number().int().optional(),
  /** The instances that it applies to; default: all. */
  instance: z.string().optional(),
  /** Default: the lab's version. */
  version: z.string().optional(),
  env: texts.optional(),
  /** Command-line flags, such as `--max-old-space-size`, with their new values. */
  flags: texts.optional(),
});
/** The changes of one release to the start of a component. */
export type Release = z.infer<typeof releaseSchema>;

const partReleases = z.object({
  /** Oldest first; all of them are in force, and a later one takes precedence. */
  releases: z.array(releaseSchema),
  /** It is stopped, and `up` does not start it. */
  isHeld: z.boolean(),
});
export type ComponentReleases = z.infer<typeof partReleases>;

type Book = Record<string, ComponentReleases>;

/** Stored with the data, so that it survives `down` and is deleted by `down --wipe`. */
export const releasesState = (lab: Lab) =>
  jsonState(
    lab.stateFile('releases', 'releases.json'),
    z.record(z.string(), partReleases),
    {},
    {
      ignored: 'every part starts with its own settings',
    },
  );

/** Without a prototype: a component's name is user input. */
const read = (lab: Lab): Book => Object.assign(Object.create(null) as Book, releasesState(lab).read());

export const releasesOf = (lab: Lab, component: string): ComponentReleases => read(lab)[component] ?? none;

const none: ComponentReleases = { releases: [], isHeld: false };

function change(
  lab: Lab,
  component: string,
  changed: (before: ComponentReleases) => Partial<ComponentReleases>,
): void {
  releasesState(lab).change((book) => {
    const before = Object.hasOwn(book, component) ? book[component]! : none;
    return { ...book, [component]: { ...before, ...changed(before) } };
  });
}

/** Sets the settings of the component from its next start on. */
export function release(lab: Lab, component: string, settings: Omit<Release, 'at'>): void {
  const added = { ...settings, at: new Date().toISOString() };
  change(lab, component, ({ releases }) => ({ releases: [...releases, added] }));
}

/** Reverts the last release; returns it, or undefined if there was none. */
export function withdrawLast(lab: Lab, component: string): Release | undefined {
  let last: Release | undefined;
  change(lab, component, ({ releases }) => {
    last = releases.at(-1);
    return { releases: releases.slice(0, -1) };
  });
  return last;
}

/** Removes one release at any position; returns whether it was still in force. */
export function withdraw(lab: Lab, component: string, id: string): boolean {
  let wasInForce = false;
  change(lab, component, ({ releases }) => {
    wasInForce = releases.some((one) => one.id === id);
    return { releases: releases.filter((one) => one.id !== id) };
  });
  return wasInForce;
}

export const markStopped = (lab: Lab, component: string): void =>
  change(lab, component, () => ({ isHeld: true }));

export function clearStopped(lab: Lab, component: string): void {
  if (releasesOf(lab, component).isHeld) change(lab, component, () => ({ isHeld: false }));
}

/** Whether a release changes the start of this instance. */
export const affects = (
  name: string,
  { instance = name, env, flags, version }: Omit<Release, 'at'>,
): boolean => instance === name && [env, flags, version].some((changed) => changed !== undefined);

const releasesAffecting = (lab: Lab, name: string): Release[] =>
  releasesOf(lab, componentOf(name)).releases.filter((one) => affects(name, one));

/** Desired number of instances of a component. */
export const desiredReplicas = (lab: Lab, component: string): number =>
  releasesOf(lab, component).releases.findLast(({ instances }) => instances !== undefined)?.instances ?? 1;

/** Whether this instance is among the desired ones. */
export function isDesired(lab: Lab, name: string): boolean {
  const further = replicaNamed(name);
  return !further || desiredReplicas(lab, further.of) >= further.number;
}

export const versionOf = (lab: Lab, name: string): string =>
  releasesAffecting(lab, name).findLast(({ version }) => version !== undefined)?.version ?? lab.version;

/** Applies the releases to the start of an instance. */
export function applyReleases(lab: Lab, name: string, usual: Launch): Launch {
  return releasesAffecting(lab, name).reduce<Launch>(
    (launch, { env = {}, flags = {} }) => ({
      ...launch,
      env: { ...launch.env, ...env },
      args: launch.args.map((arg) => {
        const [flag = ''] = arg.split('=');
        return Object.hasOwn(flags, flag) ? `${flag}=${flags[flag]}` : arg;
      }),
    }),
    usual,
  );
}

/** Removes all releases of all components; returns the components that had one. */
export function withdrawAll(lab: Lab): string[] {
  const changed = Object.entries(read(lab)).filter(([, { releases }]) => releases.length > 0);
  for (const [component] of changed) change(lab, component, () => ({ releases: [] }));
  return changed.map(([component]) => component);
}
