import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { root } from './repository.ts';

/** A file, and the files that it imports. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
};

/**
 * Every relative import, as TypeScript resolves it. Type-only and lazy imports count too: a reader still needs
 * both files to understand one, and removing the word `type` would make the cycle real. ESLint finds cycles of
 * packages (`@nx/enforce-module-boundaries`).
 */
export function importGraph(files: readonly string[]): ImportGraph {
  const host = ts.createCompilerHost(options);
  const cache = ts.createModuleResolutionCache(root, (file) => file, options);
  const importsOf = (file: string): string[] => {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
    return importedFiles.flatMap(({ fileName }) => {
      if (!fileName.startsWith('.')) return [];
      const { resolvedModule } = ts.resolveModuleName(fileName, join(root, file), options, host, cache);
      return resolvedModule ? [relative(root, resolvedModule.resolvedFileName)] : [];
    });
  };
  return new Map(files.map((file) => [file, importsOf(file)]));
}

/** At least one path through each cycle of imports. */
export function cyclesIn(graph: ImportGraph): string[][] {
  const cycles: string[][] = [];
  const path: string[] = [];
  const visited = new Set<string>();
  const visit = (file: string): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file]);
    if (visited.has(file)) return;
    visited.add(file);
    path.push(file);
    graph.get(file)?.forEach(visit);
    path.pop();
  };
  [...graph.keys()].forEach(visit);
  return cycles;
}
