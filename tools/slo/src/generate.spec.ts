import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedFiles, root } from './generate.ts';
import { type ProfileName, profiles } from './profiles.ts';

describe.each(Object.keys(profiles) as ProfileName[])('the rules for the windows of %s', (name) => {
  it('match the objectives: `./lab slo rules` regenerates them', () => {
    for (const [path, text] of Object.entries(generatedFiles(name))) {
      expect(readFileSync(join(root, path), 'utf8'), path).toBe(text);
    }
  });

  it('exist only for current objectives', () => {
    const { folder } = profiles[name];
    const committed = globSync('slo-*.yml', { cwd: join(root, folder) }).map((file) => `${folder}/${file}`);
    expect(committed.sort()).toEqual(Object.keys(generatedFiles(name)).sort());
  });

  it('have tests on both sides of the minimum of events, for a page and for a ticket', () => {
    const tests = globSync('slo-*-low-traffic*.test.yml', { cwd: join(root, 'infra/prometheus/tests') }).map(
      (file) => readFileSync(join(root, 'infra/prometheus/tests', file), 'utf8'),
    );
    for (const path of Object.keys(generatedFiles(name))) {
      const file = path.replace(/^.*\/(?=rules\/|slo\/)/, '');
      const ours = tests.filter((test) => test.includes(`${file}\n`)).join('\n');
      for (const severity of ['page', 'ticket'])
        expect(ours, `${path}: a test of seven events that are a ${severity}`).toMatch(
          new RegExp(`environment="seven",? .*severity="${severity}"`),
        );
      expect(ours, `${path}: a test of six events`).toContain('environment="six"');
    }
  });
});
