import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadObjectives } from './documents.ts';
import { root } from './generate.ts';

interface RuleTests {
  tests: { promql_expr_test: { exp_samples: { labels: string }[] }[] }[];
}

const kebab = (name: string) => name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
/** Excludes objectives by country, whose result for one country is that of the overall objective. */
const isOverall = (objective: string) => !objective.endsWith('-by-country');

/**
 * `step without component` → the objectives that page, as the rule tests expect them; stopped and frozen
 * together.
 */
function expectedByTests(): Record<string, string[]> {
  const text = readFileSync(join(root, 'infra/prometheus/tests/purchase-steps.test.yml'), 'utf8');
  const cells: Record<string, Set<string>> = {};
  for (const { labels } of (parse(text) as RuleTests).tests[0]!.promql_expr_test[0]!.exp_samples) {
    const [, cell, alert] = /environment="([^"(]+?)(?: \(\w+\))?",alertname="(\w+)"/.exec(labels)!;
    (cells[cell!] ??= new Set()).add(kebab(alert!));
  }
  return sorted(cells);
}

/** The same, from the table of the chapter. */
function saidByChapter(): Record<string, string[]> {
  const chapter = readFileSync(join(root, 'docs/08-alerting-and-slos.md'), 'utf8');
  const rows = chapter.split('\n').filter((line) => line.startsWith('|'));
  const from = rows.findIndex((line) => /^\| step +\| PostgreSQL/.test(line));
  const cellsOf = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const [, ...parts] = cellsOf(rows[from]!).map((part) =>
    part === 'PostgreSQL' ? 'postgres' : part.toLowerCase(),
  );
  const cells: Record<string, Set<string>> = {};
  for (const line of rows.slice(from + 2, from + 14)) {
    const [step, ...objectives] = cellsOf(line);
    objectives.forEach((named, at) => {
      if (named) cells[`${step} without ${parts[at]}`] = new Set(named.split(', '));
    });
  }
  return sorted(cells);
}

const sorted = (cells: Record<string, Set<string>>) =>
  Object.fromEntries(
    Object.entries(cells).map(([cell, objectives]) => [cell, [...objectives].filter(isOverall).toSorted()]),
  );

describe('the steps of a purchase', () => {
  it('burn without each component the objectives in the chapter, which the rule tests expect', () => {
    expect(saidByChapter()).toEqual(expectedByTests());
  });

  it('cover every objective', () => {
    const all = loadObjectives(join(root, 'infra/slo')).map(({ name }) => name);
    expect([...new Set(Object.values(expectedByTests()).flat())].toSorted()).toEqual(
      all.filter(isOverall).toSorted(),
    );
  });
});
