import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '../failure.ts';
import type { Lab } from '../lab.ts';
import { asRoot } from '../machine/postgres-session.ts';

/** Charges that the bank has not refunded. */
const taken = `
  SELECT order_id AS reference FROM captures WHERE decline IS NULL AND order_id NOT IN (SELECT order_id FROM refunds)`;

/**
 * Makes the bank refund every charge whose reference is no payment of the payment service, as an accountant
 * who compares the two accounts. payment records an order before it calls the bank, so an unknown charge
 * belongs to no order.
 *
 * @returns how many
 */
export async function returnStrayCharges(lab: Lab): Promise<number> {
  const references = atTheBank(lab);
  const known = await asRoot(lab, 'payment', (client) =>
    client.query<{ order_id: string }>('select order_id from payments where order_id = any($1)', [
      references,
    ]),
  );
  const orders = new Set(known.rows.map(({ order_id }) => order_id));
  const stray = references.filter((reference) => !orders.has(reference));
  for (const orderId of stray) await giveBack(lab, orderId);
  return stray.length;
}

function atTheBank(lab: Lab): string[] {
  const database = new DatabaseSync(join(lab.data('acquirer'), 'acquirer.db'), { readOnly: true });
  try {
    return database
      .prepare(taken)
      .all()
      .map(({ reference }) => String(reference));
  } finally {
    database.close();
  }
}

async function giveBack(lab: Lab, orderId: string): Promise<void> {
  const answer = await fetch(`${lab.url('acquirer')}/refunds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ orderId }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok)
    throw new Failure(`The bank did not give back what it took for ${orderId}: ${answer.status}.`);
}
