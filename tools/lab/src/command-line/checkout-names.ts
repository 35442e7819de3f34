import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openLab } from '@webstore/lab-core/lab.ts';

/** Names of files and folders of the checkout with this form; available before the build. */
const namesIn = (folder: string, form: RegExp) => (): string[] =>
  readdirSync(join(openLab().root, folder)).flatMap((file) => form.exec(file)?.[1] ?? []);

export const scenarioNames = namesIn('load-tests', /^\d+-(.+)\.ts$/);
export const exerciseIds = namesIn('exercises', /^(\d\d-.+)$/);
export const faultIds = namesIn('libs/faults/src/catalogue', /^(?!index\.)([a-z0-9-]+)\.ts$/);
export const ruleFiles = namesIn('infra/prometheus/rules', /^(.+\.yml)$/);

/** An exercise by its number, its name or both: 01, slowest-span or 01-slowest-span. */
export const exerciseId = (text: string, ids: readonly string[]): string | undefined =>
  ids.find((id) => id === text || id.slice(0, 2) === text || id.slice(3) === text);
