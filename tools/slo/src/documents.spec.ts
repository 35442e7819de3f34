import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadObjectives, parseObjectives } from './documents.ts';
import { root } from './generate.ts';

const folder = join(root, 'infra/slo');
const file = 'order-freshness.yaml';
const services = { file: 'services.yaml', text: readFileSync(join(folder, 'services.yaml'), 'utf8') };
const text = readFileSync(join(folder, file), 'utf8');

/** The error message for the document with one value replaced. */
function complaintOf(piece: string, other: string): string {
  expect(text).toContain(piece);
  try {
    parseObjectives([services, { file, text: text.replace(piece, other) }]);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a document of objectives', () => {
  it('is one of seven, each with a target of 99 % and a team as its owner', () => {
    const objectives = loadObjectives(folder).map(({ name, target, team }) => [name, target, team]);
    expect(objectives).toEqual([
      ['browse-latency', 0.99, 'catalog'],
      ['cart-availability', 0.99, 'checkout'],
      ['checkout-availability', 0.99, 'checkout'],
      ['login-availability', 0.99, 'checkout'],
      ['order-freshness', 0.99, 'checkout'],
      ['payment-success-by-country', 0.99, 'payments'],
      ['payment-success', 0.99, 'payments'],
    ]);
  });

  it.each([
    ['kind: SLO', 'kind: Slo', 'order-freshness.yaml: kind: Invalid discriminator value'],
    ['openslo/v1', 'openslo/v2', 'order-freshness.yaml: apiVersion: Invalid input: expected "openslo/v1"'],
    ['target: 0.99', 'target: 99', 'objectives.0.target: Too big: expected number to be <1'],
    ['  counter: true', '  counter: true\n        minimumEvents: 10', 'Unrecognized key: "minimumEvents"'],
    [
      'service: checkout\n',
      'service: chekout\n',
      'spec.service chekout is no Service of these documents (catalog, cart, checkout, payment)',
    ],
    [
      'query: webstore_orders_late_total',
      'query: rate(webstore_orders_late_total[5m])',
      'must be one counter',
    ],
    [
      'name: order-freshness',
      'name: freshness',
      'metadata.name is freshness: the file must be freshness.yaml',
    ],
    ['metadata:', 'metadata: [', 'is no YAML'],
    [
      'query: webstore_orders_total{result="accepted"}',
      'query: webstore_orders_total{result="accepted"}\n              excluded: webstore_orders_total{result="cancelled"}',
      'what is excluded from the total could be bad: give good events',
    ],
  ])('is rejected with a reason when %j is %j', (piece, other, complaint) => {
    expect(complaintOf(piece, other)).toContain(complaint);
  });

  it('needs either good or bad events', () => {
    const bad = text.match(/ {8}bad:[\s\S]*?(?= {8}total:)/)![0];
    expect(complaintOf(bad, '')).toContain('needs either good or bad');
    expect(complaintOf(bad, bad + bad.replace('bad:', 'good:'))).toContain('needs either good or bad');
  });
});
