import { parseDocument } from 'yaml';
import { changesOf, scaled } from './places.ts';

/** A file of rules in which one thing is another. */
export interface Mutant {
  /** Which rule, as `record slo:…` or `alert ServiceDown (page)`. */
  rule: string;
  what: string;
  text: string;
}

interface Rule {
  record?: string;
  alert?: string;
  expr: string;
  for?: string;
  labels?: Record<string, string>;
}

/** Each threshold, window, selector and `for` of a file of rules, changed one at a time. */
export function mutantsOf(file: string): Mutant[] {
  const { groups } = parseDocument(file).toJS() as { groups: { rules: Rule[] }[] };
  return groups.flatMap(({ rules }, group) =>
    rules.flatMap((rule, at) => {
      const changed = (key: 'expr' | 'for', value: string) => {
        const document = parseDocument(file);
        document.setIn(['groups', group, 'rules', at, key], value);
        return document.toString({ lineWidth: 0 });
      };
      const holds = rule.for && rule.for !== '0s' ? [0.5, 2].map((factor) => scaled(rule.for!, factor)) : [];
      return [
        ...changesOf(rule.expr).map(({ what, text }) => ({
          rule: nameOf(rule),
          what,
          text: changed('expr', text),
        })),
        ...holds.map((other) => ({
          rule: nameOf(rule),
          what: `for ${rule.for} → ${other}`,
          text: changed('for', other),
        })),
      ];
    }),
  );
}

function nameOf({ record, alert, labels }: Rule): string {
  if (record) return `record ${record}`;
  return `alert ${alert} (${labels?.['severity'] ?? 'no severity'})`;
}
