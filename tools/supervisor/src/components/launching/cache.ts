import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { CachedPart, CompiledPart, Component } from '../component.ts';

export const fetchScript = (lab: Lab) => join(lab.root, 'infra/tools/fetch');

const cachedParts: readonly string[] = [
  'kafka',
  'kafka-exporter',
  'k6',
  'jaeger',
  'loki',
] satisfies CachedPart[];

/**
 * The component's folder in the cache: its name contains a hash of the version pins, so a new pin is a new
 * folder.
 */
export function cached(lab: Lab, part: CachedPart): string {
  return execFileSync(fetchScript(lab), ['--where', part], { encoding: 'utf8' }).trim();
}

/**
 * Whether everything is downloaded; for a Debian package the script itself checks whether it is installed.
 */
export function isCached(lab: Lab, part: Component['fetched']): boolean {
  return part !== undefined && cachedParts.includes(part) && existsSync(cached(lab, part as CachedPart));
}

/** The program that was compiled for the component. */
export function compiledProgram(lab: Lab, part: CompiledPart): string {
  return join(cached(lab, part), part);
}
