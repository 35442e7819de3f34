import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLab } from '@webstore/lab-core/lab.ts';
import { testRules } from './promtool.ts';

const home = mkdtempSync(join(tmpdir(), 'promtool-'));
const file = join(home, 'test.yml');
beforeAll(() => writeFileSync(file, '{}', { mode: 0o600 }));
afterAll(() => rmSync(home, { recursive: true }));

it("in containers, rules are tested by the image's promtool, whose user can read the file", async () => {
  const executed: string[] = [];
  const lab = openLab({ home, inContainers: true });
  const result = await testRules(lab, file, async (args) => {
    executed.push(args.join(' '));
    return { exitCode: 1, stdout: 'FAILED', stderr: 'pulled' };
  });
  expect(executed).toEqual([
    `--profile prometheus run --rm --no-deps --no-TTY --volume ${home}:/rule-tests:ro --entrypoint promtool prometheus test rules /rule-tests/test.yml`,
  ]);
  expect(result).toEqual({ exitCode: 1, all: 'FAILED\npulled' });
  expect(statSync(home).mode & 0o777).toBe(0o755);
  expect(statSync(file).mode & 0o777).toBe(0o644);
});
