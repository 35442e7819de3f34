import type { Command } from 'commander';
import { environmentOption } from '../../command-line/environment.ts';
import { wholeNumber } from '../../command-line/whole-number.ts';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { lazily } from '../../command-line/lazily.ts';
import type { Proof } from './proof.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { printJson } from '@webstore/lab-core/output/json.ts';
import { table } from '@webstore/lab-core/output/table.ts';

const columns = [
  { title: 'hop' },
  { title: '' },
  { title: 'after', right: true },
  { title: 'what was seen' },
];

export function register(program: Command): void {
  program
    .command('prove')
    .description('place an order, follow it through every hop, and say which hold')
    .option('--orders <n>', 'how many orders, a few at the same time', wholeNumber(1, 100), 1)
    .addOption(environmentOption())
    .option('--json', 'print JSON')
    .action(prove);
}

async function prove({ orders, json }: { orders: number; json?: boolean }): Promise<void> {
  const proof = await lazily(
    () => import('./proof.ts'),
    (lab, code) => {
      if (!json) console.log(`Placing ${orders === 1 ? 'an order' : `${orders} orders`} and following …`);
      return code.prove(lab, orders);
    },
  );
  if (json) printJson(proof);
  else show(proof);
  process.exitCode = proof.ok ? exitCodes.ok : exitCodes.failed;
}

function show({ ok, orders, hops }: Proof): void {
  console.log(
    table(
      columns,
      hops.map((hop) => [hop.hop, hop.ok ? 'ok' : 'MISSING', duration(hop.tookMs), hop.detail]),
    ),
  );
  if (orders.length > 0) console.log(['', ...orders.map(({ traceId }) => `trace ${traceId}`), ''].join('\n'));
  const missing = hops.filter((hop) => !hop.ok);
  if (ok) return console.log(`All ${hops.length} hops hold.`);
  console.log(`\n${missing.length} of ${hops.length} hops do not hold. What to look at next:`);
  const advice = missing.filter(({ detail }) => !detail.startsWith('not reached'));
  for (const { hop, lookAt } of advice) console.log(`  ${hop}: ${lookAt}`);
}
