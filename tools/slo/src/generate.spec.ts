import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedFiles, root } from './generate.ts';
import { type ProfileName, profiles } from './profiles.ts';

describe.each(Object.keys(profiles) as ProfileName[])('the rules for the windows of %s', (name) => {
  it('are what the objectives say: `./lab slo rules` makes them anew', () => {
    for (const [path, text] of Object.entries(generatedFiles(name))) {
      expect(readFileSync(join(root, path), 'utf8'), path).toBe(text);
    }
  });

  it('are of no objective that is gone', () => {
    const { folder } = profiles[name];
    const committed = globSync('slo-*.yml', { cwd: join(root, folder) }).map((file) => `${folder}/${file}`);
    expect(committed.sort()).toEqual(Object.keys(generatedFiles(name)).sort());
  });
});
