import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Customer } from '@webstore/contracts';
import { eventually } from '@webstore/testing';
import { expect } from 'vitest';
import { shop } from '../labs/running-lab.ts';

/**
 * Customers who buy, by default without a pause, and do not give up. While the shop does not answer they
 * retry with the same Idempotency-Key, as a good client does. Every accepted order is recorded.
 */
export class ClosedLoopCustomers {
  readonly accepted: string[] = [];
  private leaving = false;
  private readonly thinkMs: number;
  private readonly isOne: (customer: Customer) => boolean;
  private readonly patienceMs: number;
  private readonly customers: Promise<void>[];

  /**
   * @param thinkMs pause of a customer between two orders
   * @param isOne accepts the customers who take part
   * @param patienceMs how long a customer retries while the shop does not answer
   */
  constructor(
    size: number,
    thinkMs = 0,
    isOne: (customer: Customer) => boolean = () => true,
    patienceMs = 120_000,
  ) {
    this.thinkMs = thinkMs;
    this.isOne = isOne;
    this.patienceMs = patienceMs;
    this.customers = Array.from({ length: size }, () => this.buyUntilLeaving());
  }

  /** Waits until this many more orders were accepted. */
  async buysMore(orders: number): Promise<void> {
    const goal = this.accepted.length + orders;
    const bought = () => expect(this.accepted.length).toBeGreaterThanOrEqual(goal);
    await eventually(bought, { timeoutMs: 120_000, everyMs: 50 });
  }

  /** Lets each customer finish the current purchase. */
  async leave(): Promise<void> {
    this.leaving = true;
    await Promise.all(this.customers);
  }

  /** The number of accepted orders by state. */
  async outcomes(): Promise<Record<string, number>> {
    const states: Record<string, number> = {};
    for (const id of this.accepted) {
      const { state } = await shop.order(id);
      states[state] = (states[state] ?? 0) + 1;
    }
    return states;
  }

  private async buyUntilLeaving(): Promise<void> {
    while (!this.leaving) {
      await this.buy();
      await pause(this.thinkMs);
    }
  }

  private async buy(): Promise<void> {
    const customer = oneOf((await this.stubborn(() => shop.customers())).filter(this.isOne));
    const product = oneOf(await this.stubborn(() => shop.products()));
    const cartId = await this.stubborn(() => shop.newCart(customer.id));
    await this.stubborn(() => shop.putItem(cartId, product.id));
    const key = { 'idempotency-key': randomUUID() };
    const { status, text } = await this.stubborn(async () => {
      const answer = await shop.placing(cartId, customer.id, key);
      if (answer.status >= 500) throw new Error(`${answer.request} answered ${answer.status}`);
      return answer;
    });
    // 409: another customer bought the last one.
    if (status === 200 || status === 201) this.accepted.push((JSON.parse(text) as { id: string }).id);
    else if (status !== 409) throw new Error(`the order was refused with ${status}: ${text}`);
  }

  private async stubborn<T>(action: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + this.patienceMs;
    for (;;) {
      try {
        return await action();
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await pause(200);
      }
    }
  }
}

const oneOf = <T>(many: T[]): T => many[Math.floor(Math.random() * many.length)]!;
