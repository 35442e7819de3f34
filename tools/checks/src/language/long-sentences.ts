import type { TextlintRuleModule } from '@textlint/types';
import { textOf } from './prose.ts';

/** The house rule: CONTRIBUTING, "House style". */
const mostWords = 30;

/** textlint: no sentence of more than 30 words. Names in backticks, also several in a list, count as one. */
export const longSentences: TextlintRuleModule = ({ Syntax, RuleError, report }) => {
  function check(node: Parameters<typeof report>[0]) {
    for (const sentence of sentencesOf(textOf(node), node.type === Syntax.TableCell)) {
      const words = sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
      if (words > mostWords) {
        report(node, new RuleError(`${words} words, at most ${mostWords}: ${sentence}`));
      }
    }
  }
  return { [Syntax.Paragraph]: check, [Syntax.Header]: check, [Syntax.TableCell]: check };
};

/** A cell of a table, and a line of links, list their notes without full stops. */
function sentencesOf(text: string, isCell: boolean): string[] {
  const ends = isCell ? /(?<=[.!?:;]["”)]*)\s+| · / : /(?<=[.!?]["”)]*)\s+(?=["“(]?[\p{Lu}\p{N}])| · /u;
  return text.replace(/\bCode(?:,? (?:and |or )?Code\b)+/g, 'Code').split(ends);
}
