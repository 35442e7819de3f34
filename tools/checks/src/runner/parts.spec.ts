import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { longParts, partNames, partsBesideTheLab, partsOnTheLab } from './parts.ts';

const root = resolve(import.meta.dirname, '../../../..');

describe('the parts of ./lab test', () => {
  it('run on the lab, beside it, or before both, and only once', () => {
    const placed = [...partsOnTheLab, ...partsBesideTheLab];
    expect(placed).toEqual([...new Set(placed)]);
    expect(partNames).toEqual(expect.arrayContaining([...placed, ...longParts]));
    expect(partNames.filter((name) => !placed.includes(name))).toEqual(['lint', 'typecheck', 'unit']);
  });

  it('contain every spec of e2e, in a folder of its area, with a name that states its needs', () => {
    const specs = globSync('e2e/**/*.spec.ts', { cwd: root, exclude: ['**/node_modules/**'] });
    expect(specs.length).toBeGreaterThan(40);
    expect(
      specs.filter((file) => !/^e2e\/[a-z-]+\/[a-z0-9-]+(\.observes)?\.e2e\.spec\.ts$/.test(file)),
    ).toEqual([]);
  });
});
