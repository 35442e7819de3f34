import { globSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../..');

/** Docker's own rules: it drops a slash at the end, a folder's match covers what is in it, and the last match counts. */
const rules = readFileSync(join(root, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => {
    const pattern = normalize(line.replace(/^!/, '')).replace(/\/$/, '');
    const source = pattern
      .replace(/[.+^$(){}|]/g, '\\$&')
      .replace(/\*\*\/?|\*/g, (stars) => (stars === '*' ? '[^/]*' : '.*'));
    return { includes: line.startsWith('!'), matches: new RegExp(`^${source}(/|$)`) };
  });
const isInContext = (file: string) => rules.findLast(({ matches }) => matches.test(file))?.includes ?? true;

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, object>;
};
const exclude = ['**/node_modules', '**/dist'];
const sources = globSync(['{e2e,exercises,libs,load-tests,services,tools}/**/*.*', '*', 'infra/docker/*'], {
  cwd: root,
  exclude,
});

describe('the build context of the images', () => {
  it('contains the manifest of each package of the repository, which npm ci needs', () => {
    const manifests = Object.keys(packages)
      .filter((folder) => !folder.includes('node_modules'))
      .map((folder) => join(folder, 'package.json'));
    expect(manifests.length).toBeGreaterThan(20);
    expect(manifests.filter((file) => !isInContext(file))).toEqual([]);
  });

  it('contains what the Dockerfile copies', () => {
    const copied = [...readFileSync(join(root, 'Dockerfile'), 'utf8').matchAll(/^COPY ([\w./-]+) \S+$/gm)]
      .map(([, from]) => from!)
      .filter((from) => from !== '.');
    expect(copied).toEqual(['tsconfig.base.json', 'libs', 'infra/docker/healthcheck.mts']);
    for (const from of copied)
      expect(sources.filter((file) => `${file}/`.startsWith(`${from}/`) && isInContext(file))).not.toEqual(
        [],
      );
  });

  it('contains no test, nothing installed or built, no secret, and of tools and tests only manifests', () => {
    for (const file of ['libs/http/src/a.spec.ts', 'services/cart/test/a.ts', '.env', '.git/config'])
      expect({ file, in: isInContext(file) }).toEqual({ file, in: false });
    for (const file of ['node_modules/a/b.js', 'libs/http/dist/a.js', 'services/cart/node_modules/a.js'])
      expect({ file, in: isInContext(file) }).toEqual({ file, in: false });
    const others = sources.filter((file) => /^(e2e|exercises|load-tests|tools)\//.test(file));
    expect(others.filter((file) => isInContext(file) && !/\.(json|mts|md)$/.test(file))).toEqual([]);
  });
});
