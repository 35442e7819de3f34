import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { forAll, replaceFile } from '@webstore/lab-core/state/replace-file.ts';

const policies = ['processors', 'tail_sampling', 'policies', 0, 'string_attribute', 'values'];

/** The collector's configuration with another keep reason in its policy; returns its path. */
export function collectorThatKeeps(lab: Lab, reason: string): string {
  const config = parseDocument(readFileSync(join(lab.root, 'infra/jaeger/jaeger.yaml'), 'utf8'));
  config.setIn(policies, [reason]);
  const file = join(lab.config('jaeger'), 'jaeger.yaml');
  replaceFile(file, config.toString(), forAll);
  return file;
}
