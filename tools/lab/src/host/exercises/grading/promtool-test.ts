import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Trial } from '@webstore/exercises';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { testRules } from '../../../promtool.ts';
import { Failure } from '@webstore/lab-core/failure.ts';

/**
 * Runs Prometheus's own promtool: a test that expects 1 from an expression that is 1 with an answer and 0
 * without.
 */
export async function alertFires(lab: Lab, trial: Trial): Promise<boolean> {
  if ((await holds(lab, trial, 1)).holds) return true;
  const none = await holds(lab, trial, 0);
  if (!none.holds) throw new Failure(`promtool cannot try it: ${none.said.trim().slice(-500)}`);
  return false;
}

async function holds(lab: Lab, { expression, input, stepSeconds, atSeconds }: Trial, expected: 0 | 1) {
  const test = {
    evaluation_interval: `${stepSeconds}s`,
    tests: [
      {
        interval: `${stepSeconds}s`,
        input_series: input,
        promql_expr_test: [
          {
            expr: `(count(${expression}\n) > bool 0) or on () vector(0)`,
            eval_time: `${atSeconds}s`,
            exp_samples: [{ labels: '{}', value: expected }],
          },
        ],
      },
    ],
  };
  const folder = mkdtempSync(join(tmpdir(), 'webstore-lab-rule-'));
  try {
    const file = join(folder, 'test.yml');
    // JSON is valid YAML.
    writeFileSync(file, JSON.stringify(test));
    const { exitCode, all } = await testRules(lab, file);
    return { holds: exitCode === 0, said: all };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
