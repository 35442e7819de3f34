import { dashboardUrl, impact, runbookUrl, template } from './annotations.ts';
import type { Objective } from './objective.ts';
import { type BurnAlert, minimumEvents, type Profile, recordedFrom } from './profiles.ts';
import { idLabels, moreThanAllBut, recorded, type Rule } from './rule.ts';
import { eventRecord, failedRecord, ratioRecord, unreachableRecord } from './sli-rules.ts';

/** One alert per severity: the budget burns too fast, both over a long window and currently. */
export function burnAlerts(objective: Objective, profile: Profile): Rule[] {
  return (['page', 'ticket'] as const).map((severity) => ({
    alert: alertOf(objective),
    expr: profile.alerts
      .filter((alert) => alert.severity === severity)
      .map((alert) => burnsTooFast(objective, profile, alert))
      .join('\nor\n'),
    // Environment and country come with the series.
    labels: {
      severity,
      category: 'slo',
      team: objective.team,
      service: objective.service,
      ...idLabels(objective),
    },
    annotations: {
      summary: template(objective.summary),
      ...(severity === 'page' && { impact: impact(objective) }),
      runbook_url: runbookUrl(objective.runbook, alertOf(objective)),
      dashboard_url: dashboardUrl(objective),
      traces: template(objective.traces),
      exemplars: template(objective.exemplars),
    },
  }));
}

const alertOf = ({ name }: Objective) =>
  name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** One failed event is 100 % of a quiet night, and no reason to page. */
const minimumFailures = 2;

function burnsTooFast(objective: Objective, profile: Profile, alert: BurnAlert): string {
  const { long, short, factor } = alert;
  const limit = `${factor} * ${objective.budget}`;
  const most = (series: string) => `max by (${objective.by.join(', ')}) (${series})`;
  const inLong = (record: (window: string) => string) => most(recorded(record(long), objective));
  // A short window may have no event for a while. Its last ratio stays valid for the length of the window.
  const stillBurns = `${most(`last_over_time(${recorded(ratioRecord(short), objective)}[${short}])`)} > ${limit}`;
  const minimum = minimumEvents(alert);
  const matters = [
    `${inLong(ratioRecord)} > ${limit}`,
    `${inLong(failedRecord)} > ${moreThanAllBut(minimumFailures)}`,
    // Without enough events there is no ratio.
    ...(recordedFrom(profile, long) < minimum ? [`${inLong(eventRecord)} > ${moreThanAllBut(minimum)}`] : []),
  ];
  // Time without an answered scrape needs no minimum of events.
  const lines = objective.reachable
    ? [
        stillBurns,
        'and (',
        ...joined(matters, 'and'),
        '  or',
        `  ${inLong(unreachableRecord)} > ${limit}`,
        ')',
      ]
    : [stillBurns, 'and', ...joined(matters, 'and', '')];
  return ['(', ...lines.map((line) => `  ${line}`), ')'].join('\n');
}

const joined = (terms: string[], operator: string, indent = '  ') =>
  terms.flatMap((term, at) => [...(at > 0 ? [indent + operator] : []), indent + term]);
