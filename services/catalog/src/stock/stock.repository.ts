import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Stock } from '@webstore/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { soldOutBelow } from './restocking';
import { StockLevelEntity } from './stock-level.entity';
import { StockMovementEntity, type MovementKind } from './stock-movement.entity';
import type { Availability, Level, Shortage, Units } from './units';

/** Change of a stock level per unit, and the kind of the ledger entry. */
export interface Effect {
  onHand: -1 | 0 | 1;
  reserved: -1 | 0 | 1;
  booked?: MovementKind;
}

/** Condition on a stock level: its product is not withdrawn. */
const isSold = 'EXISTS (SELECT FROM products WHERE id = level.product_id AND withdrawn_at IS NULL)';

@Injectable()
export class StockRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** Available units of the products that exist. */
  async available(productIds: string[]): Promise<Map<string, number>> {
    const rows: Availability[] = await this.database.query(
      'SELECT product_id AS "productId", on_hand - reserved AS available FROM stock_levels WHERE product_id = ANY($1)',
      [productIds],
    );
    return new Map(rows.map(({ productId, available }) => [productId, available]));
  }

  /** Locks levels until the end of the transaction, always in id order. */
  lock(manager: EntityManager, productIds: string[]): Promise<Level[]> {
    return manager.query(
      `SELECT product_id AS "productId", on_hand - reserved AS available, on_hand AS "onHand" FROM stock_levels
       WHERE product_id = ANY($1) ORDER BY product_id FOR UPDATE`,
      [productIds],
    );
  }

  /** The products that are sold out. */
  async soldOut(limit: number, without: string[]): Promise<string[]> {
    const rows: { product_id: string }[] = await this.database.query(
      `SELECT product_id FROM stock_levels AS level
       WHERE on_hand - reserved < $1 AND product_id <> ALL($3) AND ${isSold} ORDER BY product_id LIMIT $2`,
      [soldOutBelow, limit, without],
    );
    return rows.map((row) => row.product_id);
  }

  /** Locks a sold-out product, unless another transaction has locked it. */
  lockSoldOut(manager: EntityManager, productId: string): Promise<Shortage[]> {
    return manager.query(
      `SELECT product_id AS "productId", on_hand - reserved AS available, $1 - (on_hand - reserved) AS missing
       FROM stock_levels AS level WHERE on_hand - reserved < $1 AND product_id = $2 AND ${isSold}
       FOR UPDATE OF level SKIP LOCKED`,
      [soldOutBelow, productId],
    );
  }

  async insert(manager: EntityManager, productId: string): Promise<void> {
    await manager.insert(StockLevelEntity, { productId, onHand: 0, reserved: 0 });
  }

  /** Changes levels. The transaction must have locked them. */
  async apply(manager: EntityManager, units: Units[], effect: Effect): Promise<void> {
    await manager.query(
      `UPDATE stock_levels AS level
       SET on_hand = level.on_hand + units.quantity * $3, reserved = level.reserved + units.quantity * $4
       FROM unnest($1::text[], $2::int[]) AS units (product_id, quantity)
       WHERE level.product_id = units.product_id`,
      [units.map((u) => u.productId), units.map((u) => u.quantity), effect.onHand, effect.reserved],
    );
  }

  /** Adds ledger entries. The unique reference makes a second booking of the same movement fail. */
  async book(manager: EntityManager, kind: MovementKind, reference: string, units: Units[]): Promise<void> {
    await manager.insert(
      StockMovementEntity,
      units.map(({ productId, quantity }) => ({ kind, reference, productId, quantity })),
    );
  }

  /** Stock levels with the totals of the ledger. Returned goods do not count as sold. */
  async levels(): Promise<Stock[]> {
    const rows: Record<keyof Stock, string>[] = await this.database.query(`
      SELECT level.product_id AS "productId", level.on_hand AS "onHand", level.reserved,
        coalesce(sum(m.quantity) FILTER (WHERE m.kind = 'seeded'), 0)::int8 AS seeded,
        coalesce(sum(m.quantity) FILTER (WHERE m.kind = 'restocked'), 0)::int8 AS restocked,
        (coalesce(sum(m.quantity) FILTER (WHERE m.kind = 'sold'), 0)
          - coalesce(sum(m.quantity) FILTER (WHERE m.kind = 'returned'), 0))::int8 AS sold
      FROM stock_levels AS level LEFT JOIN stock_movements AS m ON m.product_id = level.product_id
      GROUP BY level.product_id ORDER BY level.product_id`);
    // The sums can exceed an integer, so the driver returns them as text.
    return rows.map(({ productId, ...units }) => ({ productId, ...asNumbers(units) }));
  }
}

function asNumbers<K extends string>(texts: Record<K, string>): Record<K, number> {
  const entries = Object.entries<string>(texts).map(([name, text]) => [name, Number(text)]);
  return Object.fromEntries(entries) as Record<K, number>;
}
