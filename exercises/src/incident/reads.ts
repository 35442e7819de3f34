import { parser } from '@prometheus-io/lezer-promql';

/** As the grammar of PromQL calls them. */
const clock = [
  'Time',
  'Timestamp',
  'Vector',
  'Minute',
  'Hour',
  'DayOfMonth',
  'DayOfWeek',
  'DayOfYear',
  'DaysInMonth',
  'Month',
  'Year',
  'StepInvariantExpr',
];
const bounds = ['Gtr', 'Lss', 'Gte', 'Lte'];

/** Why a query measures nothing: it would tell before from after for who knows the moment and has looked at nothing else. */
export function refusalOf(query: string): string | undefined {
  const names = new Set<string>();
  parser.parse(query).iterate({ enter: ({ name }) => void names.add(name) });
  if (!names.has('VectorSelector')) return 'it reads no series';
  if (clock.some((name) => names.has(name))) return 'it asks the clock, not the shop';
  if (bounds.some((name) => names.has(name)))
    return 'it compares with a bound: leave that out, what was measured must tell by itself';
  return undefined;
}
