import { expect, it } from 'vitest';
import { slowestFiles, timingsOf } from './timings.ts';

const report = {
  testResults: [
    {
      name: '/lab/e2e/order.spec.ts',
      startTime: 1_000,
      endTime: 9_000,
      assertionResults: [
        { title: 'is accepted', duration: 1_000 },
        { title: 'is completed', duration: 4_000 },
        { title: 'was skipped', duration: null },
      ],
    },
    { name: '/lab/e2e/cart.spec.ts', startTime: 0, endTime: 20_000, assertionResults: [] },
  ],
};

it('separates time in tests from time in hooks', () => {
  expect(timingsOf('e2e', report, '/lab')[0]).toEqual({
    part: 'e2e',
    file: 'e2e/order.spec.ts',
    total: 8_000,
    outsideTests: 3_000,
    slowest: [
      { title: 'is completed', took: 4_000 },
      { title: 'is accepted', took: 1_000 },
    ],
  });
});

it('lists the requested number of slowest files', () => {
  const [, ...rows] = slowestFiles(timingsOf('e2e', report, '/lab'), 1).split('\n');
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatch(/e2e\/cart\.spec\.ts\s+20 s\s+20 s/);
});
