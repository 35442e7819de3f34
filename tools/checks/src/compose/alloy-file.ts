import { readFileSync } from 'node:fs';

export type AlloyValue = string | number | boolean | AlloyValue[] | { [key: string]: AlloyValue };

/** A block of a file in Alloy's syntax: `name "label" { … }`. */
export interface AlloyBlock {
  /** `otelcol.processor.batch`; of a file: empty. */
  name: string;
  label: string | undefined;
  /** Literal values; an expression is kept as its text. */
  attributes: Record<string, AlloyValue>;
  blocks: AlloyBlock[];
}

const tokens = /\s+|\/\/[^\n]*|("(?:[^"\\]|\\.)*"|[\w.]+|&&|[!=]=|.)/gu;

/** Parses the part of Alloy's syntax that infra/alloy uses; `alloy validate` checks whether it is correct. */
export function readAlloyFile(path: string): AlloyBlock {
  const words = [...readFileSync(path, 'utf8').matchAll(tokens)].flatMap(([, word]) => (word ? [word] : []));
  let at = 0;
  const next = () => words[at++]!;

  function body(name: string, label?: string): AlloyBlock {
    const block: AlloyBlock = { name, label, attributes: {}, blocks: [] };
    while (at < words.length && words[at] !== '}') {
      const word = next();
      if (words[at] === '=') {
        at++;
        block.attributes[word] = value();
        continue;
      }
      const labelled = words[at] === '{' ? undefined : (JSON.parse(next()) as string);
      if (next() !== '{') throw new Error(`${path}: ${word} is neither an attribute nor a block`);
      block.blocks.push(body(word, labelled));
      at++;
    }
    return block;
  }

  /** A literal, or else an expression, which ends after its closing brackets before the next name. */
  function value(): AlloyValue {
    const from = at;
    const literal = literalOf();
    if (literal !== undefined && !['+', '.', '(', '[', '==', '!=', '&&'].includes(words[at]!)) return literal;
    at = from;
    for (let depth = 0, operand = false; ; at++) {
      const word = words[at]!;
      const closes = word === undefined || [')', ']', '}', ','].includes(word);
      if (depth === 0 && closes) break;
      if (depth === 0 && operand && /^["\w]/.test(word)) break;
      if (['(', '[', '{'].includes(word)) depth++;
      if ([')', ']', '}'].includes(word)) depth--;
      operand = depth === 0 && /[\w")\]}]$/.test(word);
    }
    return words.slice(from, at).join(' ');
  }

  function literalOf(): AlloyValue | undefined {
    const word = next();
    if (word.startsWith('"')) return JSON.parse(word) as string;
    if (/^(\d+|true|false)$/.test(word)) return JSON.parse(word) as number | boolean;
    if (word === '[') return list();
    if (word === '{') return object();
    return undefined;
  }

  function list(): AlloyValue[] {
    const items: AlloyValue[] = [];
    while (words[at] !== ']') {
      items.push(value());
      if (words[at] === ',') at++;
    }
    at++;
    return items;
  }

  function object(): Record<string, AlloyValue> {
    const entries: Record<string, AlloyValue> = {};
    while (words[at] !== '}') {
      const key = next().replaceAll('"', '');
      if (next() !== '=') throw new Error(`${path}: ${key} has no value`);
      entries[key] = value();
      if (words[at] === ',') at++;
    }
    at++;
    return entries;
  }

  return body('');
}
