import { duration } from '@webstore/lab-core/output/duration.ts';
import { table } from '@webstore/lab-core/output/table.ts';
import { secondsOf } from '@webstore/slo/duration';
import type { ObjectiveState } from './state.ts';

/** The states in 80 columns. */
export function shown(states: ObjectiveState[], now = Date.now()): string {
  const [short, long] = fastest(states);
  const columns = [
    { title: 'objective' },
    { title: 'target', right: true },
    { title: `SLI ${states[0]!.period}`, right: true },
    { title: 'budget', right: true },
    ...[short, long].map((window) => ({ title: `burn ${window}`, right: true })),
    { title: 'alert' },
  ];
  const burn = ({ burnRates }: ObjectiveState, window: string) =>
    burnRates[window] === undefined ? '–' : `${burnRates[window].toFixed(1)}×`;
  const rows = states.flatMap((state, at) => {
    const isFirst = states[at - 1]?.objective !== state.objective;
    const heading = [state.objective, percent(state.target, 0), '', '', '', '', ''];
    const figures = [
      percent(state.sli, 2),
      percent(state.budgetLeft, 0),
      burn(state, short),
      burn(state, long),
    ];
    const row = [nameOf(state), percent(state.target, 0), ...figures, worst(state)];
    return state.country && isFirst ? [heading, row] : [row];
  });
  const { period } = states[0]!;
  return [
    table(columns, rows),
    '',
    `budget: what is left of the errors that ${period} may have. burn: how many times too`,
    'fast it is used; at 1× it lasts just as long. –: too few events to say.',
    ...firing(states, now),
  ].join('\n');
}

function nameOf({ objective, environment, country }: ObjectiveState): string {
  const suffix = environment && environment !== 'local' ? ` ${environment}` : '';
  return country ? `  ${country}${suffix}` : `${objective}${suffix}`;
}

/** A page takes precedence over its ticket. */
function worst({ alerts }: ObjectiveState): string {
  const severities = alerts.map(({ severity }) => severity);
  return severities.includes('page') ? 'page' : (severities[0] ?? '');
}

/** Two lines for each alert: its start, and its summary or its countries. */
function firing(states: ObjectiveState[], now: number): string[] {
  const all = states.flatMap(({ alerts, country }) => alerts.map((alert) => ({ ...alert, country })));
  const groups = Map.groupBy(all, ({ alert, severity }) => `${alert} (${severity})`);
  return [...groups].flatMap(([name, members]) => {
    const since = Math.min(...members.map(({ since }) => Date.parse(since)));
    const countries = members.map(({ country }) => country).join(', ');
    const what = members.length > 1 ? `in ${countries}` : members[0]!.summary;
    return ['', `${name} for ${duration(now - since)}`, `  ${what}`];
  });
}

function percent(share: number | undefined, digits: number): string {
  if (share === undefined) return '–';
  const text = (share * 100).toFixed(digits);
  return `${Number(text) === 100 ? 100 : text} %`;
}

/** The windows of the fastest alert: the shortest, and its long window, which is twelve times as long. */
function fastest(states: ObjectiveState[]): [string, string] {
  const windows = [...new Set(states.flatMap(({ burnRates }) => Object.keys(burnRates)))].sort(
    (a, b) => secondsOf(a) - secondsOf(b),
  );
  const short = windows[0] ?? '';
  return [short, windows.find((window) => secondsOf(window) === 12 * secondsOf(short)) ?? short];
}
