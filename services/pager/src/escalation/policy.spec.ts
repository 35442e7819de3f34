import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { onLabClock, peopleOf, readPolicy, teamOf } from './policy';

const policy = readPolicy(resolve(__dirname, '../../../../infra/pager/escalation.yaml'));
const folder = mkdtempSync(join(tmpdir(), 'policy-'));
afterAll(() => rmSync(folder, { recursive: true }));

function readText(text: string) {
  const file = join(folder, 'policy.yaml');
  writeFileSync(file, text);
  return readPolicy(file);
}

describe('the escalation policy of the lab', () => {
  it('allows two minutes, and has two on-call engineers for each team in the alert rules', () => {
    expect(policy.acknowledgeWithinSeconds).toBe(120);
    expect(Object.keys(policy.teams)).toEqual(['catalog', 'checkout', 'payments', 'platform']);
  });

  it('allows a tenth of the time with a ten times faster clock', () => {
    expect(onLabClock(policy, 10)).toEqual({ ...policy, acknowledgeWithinSeconds: 12 });
  });

  it('notifies the first, the second, then everyone in the policy', () => {
    const { first, second } = policy.teams['payments']!;
    expect(peopleOf(policy, 'payments', 'first')).toEqual([first]);
    expect(peopleOf(policy, 'payments', 'second')).toEqual([second]);
    const everyone = peopleOf(policy, 'payments', 'everyone');
    expect(everyone).toHaveLength(8);
    expect(everyone).toEqual(expect.arrayContaining([first, second, policy.teams['catalog']!.first]));
  });

  it('has a default team for an alert with no team or an unknown one', () => {
    expect(teamOf(policy, { team: 'checkout' })).toBe('checkout');
    expect(teamOf(policy, {})).toBe('platform');
    expect(teamOf(policy, { team: 'constructor' })).toBe('platform');
  });
});

describe('a page of a team that the policy no longer has', () => {
  it.each(['gone', 'constructor', '__proto__', ''])('is sent to the default team: %j', (team) => {
    const { first, second } = policy.teams['platform']!;
    expect(peopleOf(policy, team, 'first')).toEqual([first]);
    expect(peopleOf(policy, team, 'second')).toEqual([second]);
    expect(peopleOf(policy, team, 'queue')).toEqual(['platform team']);
    expect(peopleOf(policy, team, 'everyone')).toHaveLength(8);
  });
});

describe('an invalid policy', () => {
  it('is refused with all its errors', () => {
    expect(() => readText('acknowledgeWithinSeconds: 0\ndefaultTeam: a\nteams: {a: {first: x}}')).toThrow(
      /acknowledgeWithinSeconds.*\n.*teams\.a\.second/,
    );
  });

  it('is one with an unknown default team or a missing file', () => {
    const teams = 'teams: {a: {first: x, second: y}}';
    expect(() => readText(`acknowledgeWithinSeconds: 5\ndefaultTeam: b\n${teams}`)).toThrow(/defaultTeam b/);
    expect(() => readText(`acknowledgeWithinSeconds: 5\ndefaultTeam: constructor\n${teams}`)).toThrow(
      /defaultTeam constructor/,
    );
    expect(() => readPolicy(join(folder, 'nowhere.yaml'))).toThrow(/ESCALATION_FILE.*nowhere/);
  });
});
