import { dashboardUrl, impact, template } from './annotations.ts';
import type { Objective } from './objective.ts';
import type { BurnAlert, Profile } from './profiles.ts';
import { idLabels, recorded, type Rule } from './rule.ts';

/** One alert for each severity: the budget burns too fast, over a long window and still now. */
export function burnAlerts(objective: Objective, profile: Profile): Rule[] {
  return (['page', 'ticket'] as const).map((severity) => ({
    alert: objective.name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    expr: profile.alerts
      .filter((alert) => alert.severity === severity)
      .map((alert) => burnsTooFast(objective, alert))
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
      runbook_url: objective.runbook,
      dashboard_url: dashboardUrl(objective),
      traces: template(objective.traces),
      exemplars: template(objective.exemplars),
    },
  }));
}

function burnsTooFast(objective: Objective, { long, short, factor }: BurnAlert): string {
  const over = (window: string) => {
    const ratio = recorded(`slo:sli_error:ratio_rate${window}`, objective);
    return `  max by (${objective.by.join(', ')}) (${ratio}) > ${factor} * ${objective.budget}`;
  };
  return `(\n${over(short)}\n  and\n${over(long)}\n)`;
}
