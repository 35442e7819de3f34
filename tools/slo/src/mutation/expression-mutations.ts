import { parser } from '@prometheus-io/lezer-promql';
import { scaled } from '../duration.ts';

/** A changed text of a query, as from a typo or from tuning. */
export interface Change {
  /** The change, as `14.4 → 18`. */
  what: string;
  text: string;
}

interface Place {
  from: number;
  to: number;
}

/** Every number, every duration and every label matcher of a query, changed one at a time. */
export function changesOf(query: string): Change[] {
  const changes: Change[] = [];
  const replace = ({ from, to }: Place, by: string) =>
    changes.push({
      what: `${query.slice(from, to)} → ${by || 'nothing'} at ${from}`,
      text: query.slice(0, from) + by + query.slice(to),
    });
  parser.parse(query).iterate({
    enter(node) {
      const text = query.slice(node.from, node.to);
      switch (node.name) {
        case 'NumberDurationLiteral':
          for (const other of otherNumbers(Number(text))) replace(node, String(other));
          break;
        case 'NumberDurationLiteralInDurationContext':
          for (const factor of [0.5, 2]) replace(node, scaled(text, factor));
          break;
        case 'UnquotedLabelMatcher':
          replace(node, text.replace(/"$/, '-not"'));
          replace(withComma(query, node), '');
          break;
      }
    },
  });
  return changes;
}

/** A fifth less and a quarter more; 0 stays 0. */
const otherNumbers = (value: number) =>
  value === 0 ? [1] : [value * 0.8, value * 1.25].map((other) => Number(other.toPrecision(6)));

/** A removed matcher takes one comma with it. */
function withComma(query: string, { from, to }: Place): Place {
  if (query[to] === ',') return { from, to: to + 1 };
  return query[from - 1] === ',' ? { from: from - 1, to } : { from, to };
}
