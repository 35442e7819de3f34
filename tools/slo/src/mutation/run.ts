import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pMap from 'p-map';
import { root } from '../generate.ts';
import { Problem } from '../problem.ts';
import { Judge } from './judge.ts';
import { mutantsOf } from './mutants.ts';

/** Runs the tests of rules on every mutant. @throws Problem with those that no test detects */
export async function runMutants(only: string[]): Promise<void> {
  const rules = join(root, 'infra/prometheus/rules');
  const files = globSync('*.yml', { cwd: rules }).filter((file) => only.length === 0 || only.includes(file));
  const judge = new Judge(join(root, 'infra/prometheus'));
  const survivors: string[] = [];
  for (const file of files.sort()) {
    const text = readFileSync(join(rules, file), 'utf8');
    await judge.mustPass(file);
    const mutants = mutantsOf(text);
    const began = Date.now();
    const noticed = await pMap(
      mutants,
      async (mutant) => {
        const isNoticed = await judge.notices(file, mutant);
        // A whole file takes many minutes: the first survivor need not wait for the last mutant.
        if (!isNoticed) console.log(`${file}: survived: ${mutant.rule}: ${mutant.what}`);
        return isNoticed;
      },
      { concurrency: availableParallelism() },
    );
    const unnoticed = mutants.filter((_, at) => !noticed[at]);
    const seconds = Math.round((Date.now() - began) / 1_000);
    console.log(`${file}: ${mutants.length} mutants, ${unnoticed.length} survived, in ${seconds} s`);
    survivors.push(...unnoticed.map(({ rule, what }) => `${file}: ${rule}: ${what}`));
  }
  if (survivors.length > 0) throw new Problem(`No test notices:\n${survivors.join('\n')}`);
}
