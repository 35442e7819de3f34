import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { redactor } from './redact';

const root = resolve(__dirname, '../../../..');

/** Patterns composed at run time, by the file that contains them. */
const composed: Record<string, string> = {
  'libs/telemetry/src/logging/log-line.ts': 'sees our own lines, in tests',
  'libs/telemetry/src/redaction/cards.ts': 'the test of the whole redaction',
  'libs/telemetry/src/redaction/ibans.ts': 'the test of the whole redaction',
  'libs/telemetry/src/redaction/redact.ts': 'the test of the whole redaction',
};

interface Pattern {
  file: string;
  source: string;
  flags: string;
}

/** Every regular expression in the code of libs and services. */
function patterns(): Pattern[] {
  const files = globSync('{libs,services}/*/src/**/*.ts', { cwd: root }).filter(
    (file) => !/\.(spec|d)\.ts$/.test(file),
  );
  return files.sort().flatMap((file) => {
    const found: Pattern[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/');
        found.push({ file, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
      }
      if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp') {
        const [source, flags] = node.arguments ?? [];
        const literal = source && ts.isStringLiteralLike(source) ? source.text : undefined;
        found.push({
          file,
          source: literal ?? '',
          flags: flags && ts.isStringLiteralLike(flags) ? flags.text : '',
        });
      }
      ts.forEachChild(node, visit);
    };
    const text = readFileSync(resolve(root, file), 'utf8');
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
    return found;
  });
}

/** Converts a pattern to one that fast-check supports: without lookarounds, and with known character classes. */
function sampled(source: string): string {
  const around = /\(\?<?[=!]/g;
  let plain = source
    .replace(/\\[bB]/g, '')
    .replace(/\\p\{[^}]+\}/g, 'a-z')
    .replace(/(?<!\[[^\]]*)a-z(?![^[]*\])/g, '[a-z]');
  for (let at = around.exec(plain); at; at = around.exec(plain)) {
    const end = endOfGroup(plain, at.index);
    plain = plain.slice(0, at.index) + plain.slice(end);
    around.lastIndex = 0;
  }
  return plain;
}

function endOfGroup(source: string, start: number): number {
  let depth = 0;
  let inClass = false;
  for (let at = start; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (inClass) inClass = source[at] !== ']';
    else if (source[at] === '[') inClass = true;
    else if (source[at] === '(') depth++;
    else if (source[at] === ')' && --depth === 0) return at + 1;
  }
  return source.length;
}

/** Texts that repeat part of a match and end so that the pattern does not match. */
function attacks({ source, flags }: Pattern): ((length: number) => string)[] {
  const texts = fc.sample(fc.stringMatching(new RegExp(sampled(source), flags.replace(/[gyiu]/g, ''))), {
    numRuns: 6,
    seed: 17,
  });
  const parts = texts.flatMap((text) => {
    const cuts = [0, 1, Math.floor(text.length / 2), text.length - 1].filter(
      (at) => at >= 0 && at < text.length,
    );
    return cuts.flatMap((start) =>
      [start + 1, start + 3, text.length].map(
        (end) => [text.slice(0, start), text.slice(start, end)] as const,
      ),
    );
  });
  const distinct = new Map(parts.map((part) => [part.join('\u0001'), part]));
  return [...distinct.values()].flatMap(([before, part]) =>
    ['', '\u0000'].map((end) => (length: number) => before + part.repeat(length / part.length) + end),
  );
}

/** CPU time of this thread in milliseconds, to exclude other load on the machine. */
function cost(work: (text: string) => unknown, text: string): number {
  const { user } = process.threadCpuUsage();
  work(text);
  return (process.threadCpuUsage().user - user) / 1_000;
}

/** Whether every run exceeds the cost, because compilation and garbage collection affect only one. */
function costsMore(than: number, work: (text: string) => unknown, text: string): boolean {
  return [1, 2, 3].every(() => cost(work, text) > than);
}

/** Whether a text is expensive at all, and a sixteen times longer text takes more than 64 times as long. */
function growsTooFast(work: (text: string) => unknown, attack: (length: number) => string): boolean {
  // Starts with short texts, so that an exponential pattern fails before the long ones.
  for (const length of [12, 16, 20, 24, 28, 32, 48, 100, 250, 500, 1_000])
    if (costsMore(25, work, attack(length))) return true;
  const short = Math.max(0.25, cost(work, attack(2_000)));
  return costsMore(64 * short, work, attack(32_000));
}

describe('the regular expressions of libs and services', () => {
  const all = patterns();

  it('are all found', () => {
    expect(all.length).toBeGreaterThan(80);
    expect([...new Set(all.filter(({ source }) => source === '').map(({ file }) => file))]).toEqual(
      Object.keys(composed),
    );
  });

  it.each(
    all
      .filter(({ source }) => source !== '')
      .map((pattern) => [`/${pattern.source}/${pattern.flags} in ${pattern.file}`, pattern] as const),
  )(
    'take time that grows with the text and no faster: %s',
    (_, pattern) => {
      const regex = new RegExp(pattern.source, pattern.flags);
      const work = (text: string) =>
        regex.global ? text.replace(regex, '') : ((regex.lastIndex = 0), regex.test(text));
      const bad = attacks(pattern).filter((attack) => growsTooFast(work, attack));
      expect(bad.map((attack) => attack(60))).toEqual([]);
    },
    60_000,
  );

  it('include a check that detects a quadratic pattern', () => {
    const pattern = { file: '', source: 'a*b', flags: '' };
    const work = (text: string) => new RegExp(pattern.source).test(text);
    expect(attacks(pattern).some((attack) => growsTooFast(work, attack))).toBe(true);
  }, 60_000);
});

describe('the redaction as a whole', () => {
  it('takes linear time for texts that resemble the target of each redaction step', () => {
    const redact = redactor();
    const parts = [
      ...patterns().filter(({ file, source }) => file.includes('/redaction/') && source !== ''),
      { file: '', source: '[a-z]{2}\\d{2}( [a-z\\d]{4}){2,7}', flags: '' },
      { file: '', source: '\\d{4}([ \u00a0_/-]\\d{4}){3}|4111111111111111', flags: '' },
      { file: '', source: '(%25?2[0D]|%C2%A0|%25E2%80%2593)[a-z\\d]{4}', flags: '' },
    ];
    const bad = parts.flatMap(attacks).filter((attack) => growsTooFast(redact, attack));
    expect(bad.map((attack) => attack(60))).toEqual([]);
  }, 120_000);
});
