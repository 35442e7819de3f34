import { parser } from '@prometheus-io/lezer-promql';

type Node = ReturnType<typeof parser.parse>['topNode'];

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
export function validateQuery(query: string): string | undefined {
  const names = new Set<string>();
  parser.parse(query).iterate({
    enter: ({ name, node }) => void (isGuard(node, query) || names.add(name)),
  });
  if (!names.has('VectorSelector')) return 'it reads no series';
  if (clock.some((name) => names.has(name))) return 'it asks the clock, not the shop';
  if (bounds.some((name) => names.has(name)))
    return 'it compares with a bound: leave that out, what was measured must tell by itself';
  return undefined;
}

/**
 * `… > 0` of what was measured, as it keeps a divisor from being nothing: it leaves out what is not there. Of a difference it would be
 * a bound like any other.
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
