import type { Command } from 'commander';
import { wholeNumber } from '../../command-line/whole-number.ts';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import type { Proof } from './proof.ts';
import { requireRunning } from '../../require-running.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
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
    .option('--json', 'print JSON')
    .action(prove);
}

async function prove({ orders, json }: { orders: number; json?: boolean }): Promise<void> {
  const lab = openLab();
  await requireRunning(lab);
  if (!json) console.log(`Placing ${orders === 1 ? 'an order' : `${orders} orders`} and following …`);
  // Imported lazily, because `up` builds the libs that it needs.
  const proof = await (await import('./proof.ts')).prove(lab, orders);
  if (json) console.log(JSON.stringify(proof, null, 2));
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
