import { readFileSync } from 'node:fs';
import { forAll, replaceFile } from '@webstore/lab-core/state/replace-file.ts';

/** Replaces `{{name}}` in a file of infra/; a name without a value is an error, not an empty string. */
export function renderFile(from: string, to: string, values: Record<string, string | number>): void {
  replaceFile(to, render(readFileSync(from, 'utf8'), values), forAll);
}

export function render(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The template asks for {{${name}}}, which has no value.`);
    return String(value);
  });
}
