import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryFiles, root } from '../boundaries/repository.ts';
import { findingsIn } from './docs-rules.ts';
import { listedWordsIn } from './word-list.ts';

/** Prints what the language rules find in files that ESLint does not read: `./lab test lint` runs this program. */
const notByEslint = repositoryFiles().filter(
  (file) => !/\.(?:[cm]?[jt]sx?|lock|sum)$|package-lock\.json$/.test(file),
);
const findings = await Promise.all(
  notByEslint.map(async (file) => {
    const text = await readFile(join(root, file), 'utf8');
    return file.endsWith('.md') ? findingsIn(file, text) : listedWordsIn(file, text);
  }),
);
for (const finding of findings.flat()) console.error(finding);
if (findings.flat().length > 0) process.exitCode = 1;
