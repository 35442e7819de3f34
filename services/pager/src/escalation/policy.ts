import { readFileSync } from 'node:fs';
import { ConfigError } from '@webstore/http';
import type { PageLevel } from '@webstore/contracts';
import { parse } from 'yaml';
import { z } from 'zod';

const name = z.string().min(1);
const onCall = z.strictObject({ first: name, second: name });

const policy = z.strictObject({
  /** Time in seconds for a level to acknowledge before the next one is notified. */
  acknowledgeWithinSeconds: z.number().positive(),
  /** Team for alerts without a team or with an unknown one. */
  defaultTeam: name,
  teams: z.record(name, onCall),
});

/** The recipients of pages by team and level, and the escalation delay. The file is infra/pager/escalation.yaml. */
export type EscalationPolicy = z.infer<typeof policy>;

/** @throws ConfigError that names all errors in the file */
export function readPolicy(file: string): EscalationPolicy {
  const problem = (what: string) => `ESCALATION_FILE ${file}: ${what}`;
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigError([problem(error instanceof Error ? error.message : String(error))]);
  }
  const read = policy.safeParse(content);
  if (!read.success)
    throw new ConfigError(
      read.error.issues.map(({ path, message }) => problem(`${path.join('.') || 'file'}: ${message}`)),
    );
  if (!Object.hasOwn(read.data.teams, read.data.defaultTeam))
    throw new ConfigError([problem(`defaultTeam ${read.data.defaultTeam} is none of the teams`)]);
  return read.data;
}

/** The policy for a clock that is `clock` times as fast. */
export const onLabClock = (policy: EscalationPolicy, clock: number): EscalationPolicy => ({
  ...policy,
  acknowledgeWithinSeconds: policy.acknowledgeWithinSeconds / clock,
});

/** The team of an alert; the default team if the alert names none or an unknown one. */
export function teamOf(policy: EscalationPolicy, labels: Record<string, string>): string {
  const team = labels['team'] ?? '';
  return Object.hasOwn(policy.teams, team) ? team : policy.defaultTeam;
}

/** The recipients of a level for a page of this team. If the policy no longer has the team, those of the default team. */
export function peopleOf(policy: EscalationPolicy, pageTeam: string, level: PageLevel): string[] {
  const { teams } = policy;
  const team = teamOf(policy, { team: pageTeam });
  const { first, second } = teams[team]!;
  if (level === 'first') return [first];
  if (level === 'second') return [second];
  if (level === 'queue') return [`${team} team`];
  return [...new Set(Object.values(teams).flatMap((one) => [one.first, one.second]))];
}
