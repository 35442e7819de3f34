import { exitCodes } from '@webstore/lab-core/failure.ts';
import { HostClient } from '@webstore/lab-core/host-api/client.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { printJson } from '@webstore/lab-core/output/json.ts';
import type { Json } from './commands.ts';
import { describeDebrief } from './describe-debrief.ts';
import { describeFindings } from './describe-findings.ts';

export async function check(lab: Lab, { json }: Json): Promise<void> {
  const { wrong, customersThere, debrief, ...found } = await new HostClient(lab).run('checkRound', {});
  if (!found.passed) process.exitCode = exitCodes.failed;
  if (json) return printJson(found);
  console.log(describeFindings(found.findings));
  if (debrief) return console.log(describeDebrief(debrief));
  console.log(`\nNot yet: ${wrong.join(', ')}. Fix the answers and check again, or ask for a hint.`);
  if (!customersThere) console.log('The customers have gone; ./lab exercise reset and start bring others.');
}

export async function giveUp(lab: Lab, { json }: Json): Promise<void> {
  const { exercise, solution, debrief } = await new HostClient(lab).run('giveUp', {
    body: { solution: !json },
  });
  if (json) return printJson({ exercise, passed: false, score: 0 });
  if (solution?.problem) console.log(`The reference solution cannot find it right now: ${solution.problem}.`);
  else if (solution) {
    console.log('What can be found right now, from telemetry alone:');
    for (const { question, value } of solution.answers) console.log(`  ${question.padEnd(12)} ${value}`);
  }
  if (solution) console.log('');
  console.log(describeDebrief(debrief));
}

export async function reset(lab: Lab): Promise<void> {
  const { tookMs } = await new HostClient(lab).run('resetRound', {}, (line) => console.log(line));
  console.log(`Steady: every part is ready, every objective is kept (${duration(tookMs)}).`);
}
