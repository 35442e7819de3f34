import { parseDocument } from 'yaml';
import { scaled } from '../duration.ts';
import { changesOf } from './expression-mutations.ts';

/** A file of rules with one change. */
export interface Mutant {
  /** The rule, as `record slo:…` or `alert ServiceDown (page)`. */
  rule: string;
  what: string;
  text: string;
}

/** How long a condition must hold before the alert fires, and how long the alert keeps firing. */
const holds = ['for', 'keep_firing_for'] as const;

interface Rule {
  record?: string;
  alert?: string;
  expr: string;
  for?: string;
  keep_firing_for?: string;
  labels?: Record<string, string>;
}

/**
 * Each threshold, window, selector, `for` and `keep_firing_for` of a file of rules, changed one at a time.
 */
export function mutantsOf(file: string): Mutant[] {
  const { groups } = parseDocument(file).toJS() as { groups: { rules: Rule[] }[] };
  return groups.flatMap(({ rules }, group) =>
    rules.flatMap((rule, at) => {
      const changed = (key: 'expr' | (typeof holds)[number], value: string) => {
        const document = parseDocument(file);
        document.setIn(['groups', group, 'rules', at, key], value);
        return document.toString({ lineWidth: 0 });
      };
      return [
        ...changesOf(rule.expr).map(({ what, text }) => ({
          rule: nameOf(rule),
          what,
          text: changed('expr', text),
        })),
        ...holds.flatMap((key) =>
          otherDurations(rule[key]).map((other) => ({
            rule: nameOf(rule),
            what: `${key} ${rule[key]} → ${other}`,
            text: changed(key, other),
          })),
        ),
      ];
    }),
  );
}

const otherDurations = (duration = '0s') =>
  duration === '0s' ? [] : [0.5, 2].map((factor) => scaled(duration, factor));

function nameOf({ record, alert, labels }: Rule): string {
  if (record) return `record ${record}`;
  return `alert ${alert} (${labels?.['severity'] ?? 'no severity'})`;
}
