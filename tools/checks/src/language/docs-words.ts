import type { TextlintRuleModule } from '@textlint/types';
import { findListedWords } from './word-list.ts';

/** textlint: no listed word in prose; inline code and blocks of code may have them. */
export const docsWords: TextlintRuleModule = ({
  Syntax,
  RuleError,
  report,
  locator,
  getSource,
  getFilePath,
}) => ({
  [Syntax.Str](node) {
    for (const { word, instead, at } of findListedWords(getSource(node), getFilePath() ?? '')) {
      report(node, new RuleError(`"${word}": write ${instead}`, { padding: locator.at(at) }));
    }
  },
});
