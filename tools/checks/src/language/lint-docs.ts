import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryFiles, root } from '../boundaries/repository.ts';
import { findingsIn } from './docs-rules.ts';

/** Prints what the language rules find in the documentation: `./lab test lint` runs this program. */
const files = repositoryFiles('*.md');
const findings = await Promise.all(
  files.map(async (file) => findingsIn(file, await readFile(join(root, file), 'utf8'))),
);
for (const finding of findings.flat()) console.error(finding);
if (findings.flat().length > 0) process.exitCode = 1;
