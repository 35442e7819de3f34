import type { AlertRule, Metrics, Sample } from '@webstore/signals';
import { environments, isEnvironment } from '@webstore/lab-core/environments.ts';
import { secondsOf } from '@webstore/slo/duration';

/** The state of an objective; an objective by country has a state for each country. */
export interface ObjectiveState {
  objective: string;
  title: string;
  team: string;
  environment: string | undefined;
  country: string | undefined;
  /** Share of the events that must succeed, 0..1. */
  target: number;
  /** Period of the budget. */
  period: string;
  /** Share of successes over the period. Undefined: too few events. */
  sli: number | undefined;
  /** Remaining share of the period's budget; below 0 it is overdrawn. Undefined as `sli`. */
  budgetLeft: number | undefined;
  /** Burn rate by window, shortest first. */
  burnRates: Record<string, number>;
  alerts: { alert: string; severity: string; state: string; since: string; summary: string }[];
}

/**
 * The last values that the rules of the objectives recorded for an environment. Empty when Prometheus has no such rules.
 */
export async function readStates(metrics: Metrics, environment: string): Promise<ObjectiveState[]> {
  const [infos, targets, budgets, events, ratios, left, rules] = await Promise.all([
    metrics.instant('sloth_slo_info'),
    metrics.instant('slo:objective:ratio'),
    metrics.instant('slo:error_budget:ratio'),
    metrics.instant('{__name__=~"slo:sli_event:increase.+"}'),
    metrics.instant('{__name__=~"slo:sli_error:ratio_rate.+"}'),
    metrics.instant('slo:period_error_budget_remaining:ratio'),
    metrics.alertRules(),
  ]);
  return infos
    .toSorted((a, b) => a.labels['sloth_slo']!.localeCompare(b.labels['sloth_slo']!))
    .flatMap(({ labels: info }) => {
      const id = info['sloth_id']!;
      const ofObjective = (samples: Sample[]) => samples.filter(({ labels }) => labels['sloth_id'] === id);
      const ours = (samples: Sample[]) =>
        ofObjective(samples).filter(({ labels }) => labels['environment'] === environment);
      const [target] = ofObjective(targets);
      const [budget] = ofObjective(budgets);
      const measured = Map.groupBy(ours(ratios), ({ labels }) => memberOf(labels));
      const members = new Map(
        [...ours(events), ...ours(ratios)].map(({ labels }) => [memberOf(labels), labels]),
      );
      // An objective without any event is included too.
      if (members.size === 0) members.set(memberOf({ environment }), { environment });
      return [...members]
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([member, labels]) => {
          // Too few events for a ratio.
          const windows = measured.get(member) ?? [];
          const error = windows.find(({ labels }) => labels['sloth_window'] === info['period'])?.value;
          return {
            objective: info['sloth_slo']!,
            title: info['title']!,
            team: info['team']!,
            environment: labels['environment'],
            country: labels['country'],
            target: target!.value,
            period: info['period']!,
            sli: error === undefined ? undefined : 1 - error,
            budgetLeft: ours(left).find(({ labels }) => memberOf(labels) === member)?.value,
            burnRates: Object.fromEntries(
              windows
                .toSorted(
                  (a, b) => secondsOf(a.labels['sloth_window']!) - secondsOf(b.labels['sloth_window']!),
                )
                .map(({ labels, value }) => [labels['sloth_window']!, value / budget!.value]),
            ),
            alerts: alertsOf(rules, id, member),
          };
        });
    });
}

/** An alert makes a ticket in an environment that pages for nothing, whatever its rule says. */
function severityOf({ severity = '', environment = '' }: Record<string, string>): string {
  return isEnvironment(environment) && !environments[environment].isPaged ? 'ticket' : severity;
}

/** The identity of a state within an objective. */
const memberOf = ({ environment = '', country = '' }: Record<string, string>) => `${environment} ${country}`;

function alertsOf(rules: AlertRule[], id: string, member: string): ObjectiveState['alerts'] {
  return rules.flatMap(({ name, alerts }) =>
    alerts
      .filter(({ labels }) => labels['sloth_id'] === id && memberOf(labels) === member)
      .map(({ labels, annotations, state, activeAt }) => ({
        alert: name,
        severity: severityOf(labels),
        state,
        since: activeAt,
        summary: annotations['summary'] ?? '',
      })),
  );
}
