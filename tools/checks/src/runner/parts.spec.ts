import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namesOf, partNames, testParts } from './parts.ts';

const root = resolve(import.meta.dirname, '../../../..');

describe('the parts of ./lab test', () => {
  it('have lanes that together run each part', () => {
    const lanes = (['before', 'lab', 'second lab', 'fast lab', 'no lab'] as const).map(namesOf);
    expect(lanes.flat().toSorted()).toEqual(partNames.toSorted());
    expect(lanes.filter((names) => names.length === 0)).toEqual([]);
  });

  it('contain every spec of e2e once, in a folder of its area, with a name that states its needs', () => {
    const specs = globSync('e2e/**/*.spec.ts', { cwd: root, exclude: ['**/node_modules/**'] });
    expect(specs.length).toBeGreaterThan(40);
    expect(
      specs.filter((file) => !/^e2e\/[a-z-]+\/[a-z0-9-]+(\.observes)?\.e2e\.spec\.ts$/.test(file)),
    ).toEqual([]);
    const folders = [...Object.values(testParts).flatMap((part) => part.folders ?? []), 'e2e/long/'];
    const partsOf = (file: string) => folders.filter((folder) => file.startsWith(folder)).length;
    expect(specs.filter((file) => partsOf(file) !== 1)).toEqual([]);
  });
});
