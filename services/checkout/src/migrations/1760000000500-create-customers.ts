import { countries, type Segment } from '@webstore/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Segments of the ten customers of each country: few VIPs, many returning. */
const seeded: Segment[] = [
  'new',
  'new',
  'new',
  'returning',
  'returning',
  'returning',
  'returning',
  'vip',
  'at_risk',
  'at_risk',
];

/** The customers: id, country and segment. No personal data that would have to be erased on request. */
export class CreateCustomers1760000000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE customers (id text PRIMARY KEY, country text NOT NULL, segment text NOT NULL)`);
    for (const country of countries) {
      for (const [index, segment] of seeded.entries()) {
        const id = `cus-${country.toLowerCase()}-${String(index + 1).padStart(3, '0')}`;
        await runner.query('INSERT INTO customers VALUES ($1, $2, $3)', [id, country, segment]);
      }
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE customers');
  }
}
