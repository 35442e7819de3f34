import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { CachedPart, CompiledPart, Component } from './component.ts';

export const fetchScript = (lab: Lab) => join(lab.root, 'infra/tools/fetch');

const cachedParts: readonly string[] = [
  'kafka',
  'kafka-exporter',
  'k6',
  'jaeger',
  'loki',
] satisfies CachedPart[];

/** Where the cache keeps the part: the name holds a hash of what pins it, so a new pin is a new folder. */
export function cached(lab: Lab, part: CachedPart): string {
  return execFileSync(fetchScript(lab), ['--where', part], { encoding: 'utf8' }).trim();
}

/** Whether nothing is left to fetch; of a Debian package the script itself knows whether it is there. */
export function isCached(lab: Lab, part: Component['fetched']): boolean {
  return part !== undefined && cachedParts.includes(part) && existsSync(cached(lab, part as CachedPart));
}

/** The program that was compiled for the part. */
export function compiledProgram(lab: Lab, part: CompiledPart): string {
  return join(cached(lab, part), part);
}
