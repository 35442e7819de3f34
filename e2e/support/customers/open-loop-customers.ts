import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Customer, Product } from '@webstore/contracts';
import { shop } from '../labs/running-lab.ts';

/**
 * Customers who arrive at a steady rate, whatever the shop does: an unanswered customer leaves, and the next
 * one still comes. Unlike with ClosedLoopCustomers, the load does not depend on the shop's health.
 */
export class OpenLoopCustomers {
  private leaving = false;
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly arrivals: Promise<void>;
  private readonly customers: Customer[];
  private readonly products: Product[];
  /**
   * Carts that are filled and never ordered, so that they can be read even when no new cart can be created.
   */
  private readonly carts: string[];

  private constructor(customers: Customer[], products: Product[], carts: string[], everyMs: number) {
    this.customers = customers;
    this.products = products;
    this.carts = carts;
    this.arrivals = this.arrive(everyMs);
  }

  /** @param everyMs interval between two arrivals */
  static async come(everyMs = 250): Promise<OpenLoopCustomers> {
    const customers = byTurns(await shop.customers());
    await shop.logIn(customers);
    const carts = await Promise.all(customers.slice(0, 5).map(({ id }) => shop.newCart(id)));
    return new OpenLoopCustomers(customers, await shop.products(), carts, everyMs);
  }

  async leave(): Promise<void> {
    this.leaving = true;
    await this.arrivals;
    await Promise.all(this.underWay);
  }

  private async arrive(everyMs: number): Promise<void> {
    for (let visit = 0; !this.leaving; visit++) {
      this.go(() => this.buy(visit));
      this.go(() => this.look(visit));
      await pause(everyMs);
    }
  }

  /** Other tests measure their failures. */
  private go(visit: () => Promise<unknown>): void {
    const gone = visit()
      .catch(() => undefined)
      .finally(() => this.underWay.delete(gone));
    this.underWay.add(gone);
  }

  private async buy(visit: number): Promise<void> {
    const { id } = turn(this.customers, visit);
    const cartId = await shop.newCart(id);
    await shop.putItem(cartId, turn(this.products, visit).id);
    await shop.placing(cartId, id, { 'idempotency-key': randomUUID() });
  }

  private async look(visit: number): Promise<void> {
    const product = turn(this.products, visit).id;
    await shop.product(product);
    await shop.putItem(turn(this.carts, visit), turn(this.products, visit % 10).id);
    if (visit % 2 === 0) await shop.products();
  }
}

/** Round-robin: the same mix in every window. */
const turn = <T>(many: T[], at: number): T => many[at % many.length]!;

/** Countries in turn, so that no window lacks one. */
function byTurns(customers: Customer[]): Customer[] {
  const groups = [...Map.groupBy(customers, ({ country }) => country).values()];
  const longest = Math.max(...groups.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => groups.map((group) => turn(group, at))).flat();
}
