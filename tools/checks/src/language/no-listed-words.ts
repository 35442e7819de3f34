import { relative, resolve } from 'node:path';
import type { Rule } from 'eslint';
import { findListedWords } from './word-list.ts';

const root = resolve(import.meta.dirname, '../../../..');

/** ESLint: no listed word in an identifier, a comment, a text or the path of a file. */
export const noListedWords: Rule.RuleModule = {
  meta: { type: 'suggestion', messages: { listed: '"{{word}}": write {{instead}}.' } },
  create: (context) => ({
    Program(program) {
      const { sourceCode } = context;
      const file = relative(root, context.filename).replaceAll('\\', '/');
      for (const { word, instead } of findListedWords(file, file)) {
        context.report({ node: program, messageId: 'listed', data: { word, instead } });
      }
      for (const { type, value, range } of [...sourceCode.ast.tokens, ...sourceCode.ast.comments]) {
        if (type === 'Punctuator') continue;
        for (const { word, instead, at } of findListedWords(value, file)) {
          const start = range![0] + at + (type === 'Line' || type === 'Block' ? 2 : 0);
          const loc = {
            start: sourceCode.getLocFromIndex(start),
            end: sourceCode.getLocFromIndex(start + word.length),
          };
          context.report({ loc, messageId: 'listed', data: { word, instead } });
        }
      }
    },
  }),
};
