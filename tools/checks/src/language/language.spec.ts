import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { findingsIn } from './docs-rules.ts';
import { listedWordsIn } from './word-list.ts';

const root = resolve(import.meta.dirname, '../../../..');

describe('the word list in code', () => {
  const eslint = new ESLint({ cwd: root });
  const wordsIn = async (code: string, file = 'libs/signals/src/probe.ts') => {
    const [result] = await eslint.lintText(code, { filePath: resolve(root, file) });
    return result!.messages
      .filter(({ ruleId }) => ruleId === 'language/no-listed-words')
      .map(({ line, column, message }) => `${line}:${column} ${message.split(':')[0]}`);
  };

  it.each([
    ['an identifier', 'export const toldFlags = 1;', ['1:14 "told"']],
    ['the end of an identifier', 'export const isAway = 1;', ['1:16 "Away"']],
    ['several words of an identifier', 'export const whoAndWhat = 1;', ['1:14 "whoAndWhat"']],
    ['a comment', '// First.\n/** Nobody answers. */\nexport const a = 1;', ['2:5 "Nobody"']],
    ['a text', "export const text = 'it took no hold';", ['1:25 "took no hold"']],
    ['a template', 'export const text = `${1} so many`;', ['1:27 "so many"']],
  ])('reports %s', async (_what, code, found) => expect(await wordsIn(code)).toEqual(found));

  it('reports the name of a file', async () => {
    expect(await wordsIn('export {};', 'libs/signals/src/elsewhere.ts')).toEqual(['1:1 "elsewhere"']);
  });

  it('allows parts of other words, and names that stored data has', async () => {
    const code = "export const runaway = ['books', 'order becomes late', 'bookshelf', 'stellar'];";
    expect(await wordsIn(code)).toEqual([]);
  });
});

describe('the word list in configuration and scripts', () => {
  it('reports the line of each listed word', () => {
    const text = 'groups:\n  - name: Redis is away\n    # Nobody is told.\n';
    expect(listedWordsIn('infra/prometheus/probe.yml', text)).toEqual([
      expect.stringMatching(/^infra\/prometheus\/probe\.yml:2: "away"/),
      expect.stringMatching(/^infra\/prometheus\/probe\.yml:3: "Nobody"/),
      expect.stringMatching(/^infra\/prometheus\/probe\.yml:3: "told"/),
    ]);
  });
});

describe('the rules of the documentation', () => {
  const words = (count: number) => `${'word '.repeat(count - 1)}end.`;

  it.each([
    ['a listed word', 'The page was told to\nnobody.', ['1: "told"', '2: "nobody"']],
    ['a sentence of 31 words', words(31), ['1: 31 words']],
    ['a long sentence in a table', `| a |\n| - |\n| ${words(31)} |`, ['3: 31 words']],
    [
      'another word for a thing of the glossary',
      'Compare the own time of both spans.',
      ['1: Incorrect term'],
    ],
  ])('report %s', async (_what, text, found) => {
    const findings = await findingsIn('docs/probe.md', text);
    expect(findings.map((finding) => finding.replace('docs/probe.md:', ''))).toEqual(
      found.map((start) => expect.stringMatching(`^${start}`)),
    );
  });

  it('allow 30 words, listed words in code, and short sentences that follow each other', async () => {
    const text = `${words(30)} ${words(30).replace('word', 'Word')}\n\nThe user \`nobody\` starts it.`;
    expect(await findingsIn('docs/probe.md', text)).toEqual([]);
  });

  it('apply to the headings of the changelog alone', async () => {
    const findings = await findingsIn('CHANGELOG.md', '# Told\n\nNobody was told.\n');
    expect(findings).toEqual([expect.stringMatching(/^CHANGELOG\.md:1: "Told"/)]);
  });
});
