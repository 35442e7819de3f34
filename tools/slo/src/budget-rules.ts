import { secondsOf } from './duration.ts';
import type { Objective } from './objective.ts';
import { type Profile, windowsOf } from './profiles.ts';
import { idLabels, recorded, type Rule } from './rule.ts';
import { ratioRecord } from './sli-rules.ts';

/** An objective's target, burn rates and remaining budget. */
export function budgetRules(objective: Objective, profile: Profile): Rule[] {
  const labels = idLabels(objective);
  const [shortest] = windowsOf(profile);
  const burnRate = (window: string) =>
    `${recorded(ratioRecord(window), objective)}\n/ on (sloth_id) group_left ()\nslo:error_budget:ratio`;
  return [
    { record: 'slo:objective:ratio', expr: `vector(${objective.target})`, labels },
    { record: 'slo:error_budget:ratio', expr: `vector(${objective.budget})`, labels },
    { record: 'slo:time_period:days', expr: `vector(${secondsOf(profile.period)} / 86400)`, labels },
    { record: 'slo:current_burn_rate:ratio', expr: burnRate(shortest!), labels },
    { record: 'slo:period_burn_rate:ratio', expr: burnRate(profile.period), labels },
    {
      record: 'slo:period_error_budget_remaining:ratio',
      expr: `1 - ${recorded('slo:period_burn_rate:ratio', objective)}`,
      labels,
    },
    {
      record: 'sloth_slo_info',
      expr: 'vector(1)',
      labels: {
        ...labels,
        sloth_objective: String(objective.target * 100),
        sloth_spec: 'openslo/v1',
        sloth_mode: 'webstore-lab',
        sloth_version: 'none',
        title: objective.title,
        team: objective.team,
        period: profile.period,
      },
    },
  ];
}
