import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { parse } from 'yaml';
import { Problem } from '../problem.ts';
import type { Mutant } from './mutants.ts';

/** The tests of rules, by the file that they load. */
export class Judge {
  private readonly testsOf = new Map<string, string[]>();
  private readonly folder: string;

  /** @param folder with `rules` and `tests` */
  constructor(folder: string) {
    this.folder = folder;
    for (const file of globSync('*.test.yml', { cwd: join(folder, 'tests') }).sort()) {
      const text = readFileSync(join(folder, 'tests', file), 'utf8');
      const { rule_files } = parse(text, { merge: true }) as { rule_files: string[] };
      for (const path of rule_files.filter((path) => dirname(path) === '../rules')) {
        const rules = basename(path);
        this.testsOf.set(rules, [...(this.testsOf.get(rules) ?? []), file]);
      }
    }
  }

  /**
   * @throws Problem when the tests of an unchanged file fail. Also sorts its tests by duration, fastest
   * first.
   */
  async mustPass(rules: string): Promise<void> {
    const took = new Map<string, number>();
    const text = readFileSync(join(this.folder, 'rules', rules), 'utf8');
    await this.withRules(rules, text, async (tests) => {
      for (const test of this.testsOf.get(rules) ?? []) {
        const began = performance.now();
        if (!(await passes(join(tests, test)))) throw new Problem(`${test} fails with ${rules} as it is.`);
        took.set(test, performance.now() - began);
      }
    });
    const quickestFirst = [...took].sort(([, a], [, b]) => a - b).map(([test]) => test);
    this.testsOf.set(rules, quickestFirst);
  }

  /** Whether a test fails with this changed file of rules. */
  async notices(rules: string, { text }: Pick<Mutant, 'text'>): Promise<boolean> {
    return this.withRules(rules, text, async (tests) => {
      for (const test of this.testsOf.get(rules) ?? []) if (!(await passes(join(tests, test)))) return true;
      return false;
    });
  }

  /** Copies all rules and tests, with one file of rules replaced. */
  private async withRules<T>(rules: string, text: string, use: (tests: string) => Promise<T>): Promise<T> {
    const copy = mkdtempSync(join(tmpdir(), 'mutant-'));
    try {
      for (const part of ['rules', 'tests'])
        cpSync(join(this.folder, part), join(copy, part), { recursive: true });
      writeFileSync(join(copy, 'rules', rules), text);
      return await use(join(copy, 'tests'));
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  }
}

async function passes(test: string): Promise<boolean> {
  const { exitCode, code } = await execa('promtool', ['test', 'rules', test], { reject: false });
  if (exitCode === undefined) throw new Problem(`promtool cannot be run (${code}): ./lab up brings it.`);
  return exitCode === 0;
}
