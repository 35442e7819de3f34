import { parser } from '@prometheus-io/lezer-promql';

type Node = ReturnType<typeof parser.parse>['topNode'];

/** Node names of the PromQL grammar. */
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

/**
 * Why a query measures nothing: it would separate before from after for a learner who knows only the moment.
 */
export function validateQuery(query: string): string | undefined {
  const names = new Set<string>();
  parser.parse(query).iterate({
    enter: ({ name, node }) => void (isGuard(node, query) || names.add(name)),
  });
  if (!names.has('VectorSelector')) return 'it reads no series';
  if (clock.some((name) => names.has(name))) return 'it asks the clock, not the shop';
  if (bounds.some((name) => names.has(name)))
    return 'it compares with a bound: leave the bound out, so that the query returns the measured value';
  return undefined;
}

/**
 * `… > 0` of a measurement, as it protects a divisor from being zero: it removes missing values. On a
 * difference it would be a threshold.
 */
function isGuard({ name, parent }: Node, query: string): boolean {
  if (name !== 'Gtr' || !parent?.firstChild || !parent.lastChild) return false;
  const { firstChild: measured, lastChild: least } = parent;
  const isZero = query.slice(least.from, least.to) === '0' && !parent.getChild('BoolModifier');
  return isZero && !namesIn(measured).includes('BinaryExpr');
}

function namesIn(node: Node): string[] {
  const names: string[] = [];
  node.cursor().iterate(({ name }) => void names.push(name));
  return names;
}
