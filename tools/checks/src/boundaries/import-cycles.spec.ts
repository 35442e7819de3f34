import { describe, expect, it } from 'vitest';
import { cyclesIn, importGraph } from './import-cycles.ts';
import { repositoryFiles } from './repository.ts';

const graphOf = (imports: Record<string, string[]>) => new Map(Object.entries(imports));

describe('import cycles', () => {
  it('has none in the repository', () => {
    const graph = importGraph(repositoryFiles('*.ts', '*.tsx', '*.mts'));
    expect(graph.get('tools/checks/src/boundaries/import-cycles.ts')).toEqual([
      'tools/checks/src/boundaries/repository.ts',
    ]);
    expect(cyclesIn(graph).map((cycle) => cycle.join(' -> '))).toEqual([]);
  });

  it('finds a cycle of two files and a cycle of three', () => {
    expect(cyclesIn(graphOf({ a: ['b'], b: ['a'] }))).toEqual([['a', 'b', 'a']]);
    expect(cyclesIn(graphOf({ z: ['a'], a: ['b'], b: ['c'], c: ['a'] }))).toEqual([['a', 'b', 'c', 'a']]);
  });

  it('accepts a file that two others import', () => {
    expect(cyclesIn(graphOf({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([]);
  });
});
