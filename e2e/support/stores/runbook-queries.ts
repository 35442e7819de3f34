import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import { lab } from '../labs/running-lab.ts';

/**
 * Lines of the last minutes: the alert fires now, and a query that reads an hour of lines exceeds Loki's
 * timeout.
 */
const endpoint = {
  promql: `${lab.url('prometheus')}/api/v1/query?`,
  logql: `${lab.url('loki')}/loki/api/v1/query_range?since=15m&`,
};
type Language = keyof typeof endpoint;

async function found(language: Language, query: string): Promise<number> {
  const answer = await fetch(endpoint[language] + new URLSearchParams({ query }).toString());
  const text = await answer.text();
  expect(answer.status, `${query}: ${text}`).toBe(200);
  return (JSON.parse(text) as { data: { result: unknown[] } }).data.result.length;
}

/**
 * Runs all queries of a runbook: each Prometheus query has an answer, each command succeeds, and at least one
 * Loki query finds lines.
 */
export async function runbookAnswers(runbook: string): Promise<void> {
  const text = readFileSync(join(lab.root, runbook), 'utf8');
  const asked = [...text.matchAll(/```(promql|logql)\n([\s\S]*?)```/g)];
  for (const [, command] of text.matchAll(/```bash\n([\s\S]*?)```/g)) {
    const { exitCode, all } = await execa('bash', ['-c', command!], {
      cwd: lab.root,
      all: true,
      reject: false,
    });
    expect(exitCode, `${command}: ${all}`).toBe(0);
  }
  const answers = await Promise.all(
    asked.map(async ([, language, query]) => ({
      language,
      query,
      found: await found(language as Language, query!.trim()),
    })),
  );
  const of = (language: Language) => answers.filter((answer) => answer.language === language);
  expect(of('promql').filter((answer) => answer.found === 0)).toEqual([]);
  if (of('logql').length > 0) expect(of('logql').filter((answer) => answer.found > 0)).not.toEqual([]);
}
