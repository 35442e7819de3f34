import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { CachedComponent, CompiledComponent, Component } from '../component.ts';

export const fetchScript = (lab: Lab) => join(lab.root, 'infra/tools/fetch');

const cachedComponents: readonly string[] = [
  'kafka',
  'kafka-exporter',
  'k6',
  'jaeger',
  'loki',
] satisfies CachedComponent[];

/**
 * The component's folder in the cache: its name contains a hash of the version pins, so a new pin is a new
 * folder.
 */
export function cached(lab: Lab, component: CachedComponent): string {
  return execFileSync(fetchScript(lab), ['--where', component], { encoding: 'utf8' }).trim();
}

/**
 * Whether everything is downloaded; for a Debian package the script itself checks whether it is installed.
 */
export function isCached(lab: Lab, component: Component['fetched']): boolean {
  return (
    component !== undefined &&
    cachedComponents.includes(component) &&
    existsSync(cached(lab, component as CachedComponent))
  );
}

/** The program that was compiled for the component. */
export function compiledProgram(lab: Lab, component: CompiledComponent): string {
  return join(cached(lab, component), component);
}
