import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './repository.ts';

/** Files that load built modules by a path in a string, which the compiler does not check. */
const loaders = [
  {
    file: 'tools/bench/src/preload/replaced-telemetry.ts',
    path: /inside\('([^']+)'\)/g,
    from: 'libs/telemetry/src',
  },
  { file: 'e2e/support/preloads/bank-behaves.ts', path: /'\.\/([^']+)\.js'/g, from: 'services/acquirer/src' },
  { file: 'e2e/support/preloads/planted-bug.ts', path: /'\.\/([^']+)\.js'/g, from: 'services/catalog/src' },
];

describe.each(loaders)('$file', ({ file, path, from }) => {
  it(`loads modules that ${from} has`, () => {
    const text = readFileSync(join(root, file), 'utf8');
    const modules = [...text.matchAll(path)].map(([, name]) => name!);
    expect(modules).not.toEqual([]);
    expect(modules.filter((name) => !existsSync(join(root, from, `${name}.ts`)))).toEqual([]);
  });
});
