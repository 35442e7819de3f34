import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beside, type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { addTarget, removeTarget, clearTargets } from './prometheus-targets.ts';

describe('scrape targets', () => {
  let home: string;
  let lab: Lab;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'lab-spec-'));
    lab = openLab({ home, portOffset: 100 });
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const targets = () => {
    const files = globSync('**/*.json', { cwd: join(lab.config('prometheus'), 'targets') });
    const read = (file: string) => readFileSync(join(lab.config('prometheus'), 'targets', file), 'utf8');
    return Object.fromEntries(files.map((file) => [file, (JSON.parse(read(file)) as object[])[0]]));
  };

  it('include a component from its first readiness on, by its name', () => {
    addTarget(lab, 'checkout');
    addTarget(lab, 'kafka-exporter');
    addTarget(lab, 'checkout');
    const labels = { service: 'checkout', version: lab.version, environment: 'local' };
    expect(targets()).toEqual({
      'services/checkout.json': { targets: ['127.0.0.1:8103'], labels },
      'stack/kafka-exporter.json': {
        targets: ['127.0.0.1:9408'],
        labels: { part: 'kafka', environment: 'local' },
      },
    });
  });

  it('include the collector twice: for itself, and for its span metrics', () => {
    addTarget(lab, 'jaeger');
    expect(Object.keys(targets()).toSorted()).toEqual(['span-metrics/jaeger.json', 'stack/jaeger.json']);
  });

  it('exclude a component without metrics', () => {
    addTarget(lab, 'k6');
    expect(targets()).toEqual({});
  });

  it('include a replica under the name of its service, until it is no longer desired', () => {
    addTarget(lab, 'payment');
    addTarget(lab, 'payment-2');
    const labels = { service: 'payment', version: lab.version, environment: 'local' };
    expect(targets()).toEqual({
      'services/payment.json': { targets: ['127.0.0.1:8104'], labels },
      'services/payment-2.json': { targets: ['127.0.0.1:8204'], labels },
    });
    removeTarget(lab, 'payment-2');
    expect(Object.keys(targets())).toEqual(['services/payment.json']);
  });

  it('of another environment are beside those of local, and end without them', () => {
    const staging = beside(lab, 'staging');
    for (const each of [lab, staging]) addTarget(each, 'checkout');
    addTarget(staging, 'payment-2');
    const labels = { service: 'checkout', version: lab.version };
    expect(targets()).toEqual({
      'services/checkout.json': {
        targets: ['127.0.0.1:8103'],
        labels: { ...labels, environment: 'local' },
      },
      'services/staging.checkout.json': {
        targets: ['127.0.0.1:8603'],
        labels: { ...labels, environment: 'staging' },
      },
      'services/staging.payment-2.json': expect.anything(),
    });
    removeTarget(staging, 'payment-2');
    clearTargets(staging);
    expect(Object.keys(targets())).toEqual(['services/checkout.json']);
    addTarget(staging, 'checkout');
    clearTargets(lab);
    expect(Object.keys(targets())).toEqual(['services/staging.checkout.json']);
  });

  it('are empty when the lab starts or stops', () => {
    addTarget(lab, 'checkout');
    clearTargets(lab);
    expect(targets()).toEqual({});
  });
});
