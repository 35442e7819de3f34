import { createRequire } from 'node:module';
import { TextlintKernel, type TextlintKernelRule } from '@textlint/kernel';
import type { TextlintPluginCreator } from '@textlint/types';
import terminology from 'textlint-rule-terminology';
import { docsWords } from './docs-words.ts';
import { longSentences } from './long-sentences.ts';

/** The glossary's word for a thing, where another is likely; docs/glossary.md explains them. */
const glossary = [
  ['own time', 'self time'],
  ['keep[- ]reasons?', 'sampling reason'],
  ['parked messages?', 'dead letter'],
  ['dead[- ]letter queues?', 'dead-letter topic'],
  ['idempotence key', 'idempotency key'],
  ['consumer delay', 'consumer lag'],
  ['roll back to', 'rollback to'],
  ['further instances?', 'replica'],
  ['synthetic user', 'synthetic customer'],
  ['graceful (?:stop|end)', 'graceful shutdown'],
];

/** Terms of the package that this repository writes in another way. */
const exclude = [
  'ID',
  "id['’]?s",
  'readme(s)?',
  'by ?product(s)?',
  "API['’]?s",
  'indexes\\b',
  'OK',
  'e2e',
  'cURL',
  'Bash',
  'Unix',
];

const rules: TextlintKernelRule[] = [
  { ruleId: 'sentence-length', rule: longSentences },
  { ruleId: 'listed-words', rule: docsWords },
  { ruleId: 'terminology', rule: terminology, options: { defaultTerms: true, terms: glossary, exclude } },
];
// Node and Vitest disagree on the default export of this CommonJS module; require does not depend on either.
const { default: markdown } = createRequire(import.meta.url)('@textlint/textlint-plugin-markdown') as {
  default: TextlintPluginCreator;
};
const plugins = [{ pluginId: 'markdown', plugin: markdown }];

/** Entries of a changelog are history, so only its headings follow the rules. Lines keep their numbers. */
const headings = (text: string) => text.replace(/^(?!#).*$/gm, '');

/**
 * @param file the path from the root of the repository
 * @returns each finding as `file:line: text (rule)`
 */
export async function findingsIn(file: string, text: string): Promise<string[]> {
  const linted = file === 'CHANGELOG.md' ? headings(text) : text;
  const options = { filePath: file, ext: '.md', plugins, rules };
  const { messages } = await new TextlintKernel().lintText(linted, options);
  return messages.map(({ loc, message, ruleId }) => `${file}:${loc.start.line}: ${message} (${ruleId})`);
}
