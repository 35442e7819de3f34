import { z } from 'zod';
import { Failure } from '../failure.ts';
import type { Lab } from '../lab.ts';
import type { Sessions } from '../component-control/component-control.ts';

const patienceMs = 10_000;

/**
 * Makes the bank refund every charge whose reference is no payment of the payment service, as an accountant
 * who compares the two accounts. payment records an order before it calls the bank, so an unknown charge
 * belongs to no order.
 *
 * @returns how many
 */
export async function returnStrayCharges(lab: Lab, { postgres }: Sessions): Promise<number> {
  const references = z.array(z.string()).parse(await ask(lab, '/captures'));
  const known = await postgres('payment', (client) =>
    client.query<{ order_id: string }>('select order_id from payments where order_id = any($1)', [
      references,
    ]),
  );
  const orders = new Set(known.rows.map(({ order_id }) => order_id));
  const stray = references.filter((reference) => !orders.has(reference));
  for (const orderId of stray) await ask(lab, '/refunds', { orderId });
  return stray.length;
}

async function ask(lab: Lab, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${lab.url('acquirer')}${path}`, {
    signal: AbortSignal.timeout(patienceMs),
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  if (answer.ok) return answer.json();
  throw new Failure(`The bank answered ${answer.status} to ${path} ${JSON.stringify(body ?? '')}.`);
}
