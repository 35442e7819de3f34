import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findingsIn } from './docs-rules.ts';

/** Prints what the language rules find in the documentation: `./lab test lint` runs this program. */
const root = resolve(import.meta.dirname, '../../../..');
const files = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
const findings = await Promise.all(
  files.map(async (file) => findingsIn(file, await readFile(join(root, file), 'utf8'))),
);
for (const finding of findings.flat()) console.error(finding);
if (findings.flat().length > 0) process.exitCode = 1;
