import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** Validates a file of Compose, parsed, against the schema of the Compose specification. */
export const composeValidator = (root: string) =>
  new Ajv2020({ strict: false, allErrors: true }).compile(schemaOf(root));

/**
 * The schema from the Go module with which Docker Compose itself reads files; the checksums are in
 * infra/tools/compose-spec.
 */
function schemaOf(root: string): object {
  const pinned = join(root, 'infra/tools/compose-spec');
  const module = /require (\S+) (\S+)/.exec(readFileSync(join(pinned, 'go.mod'), 'utf8'))!;
  const env = { ...process.env, GOFLAGS: '-mod=readonly', GOWORK: 'off' };
  const asked = ['mod', 'download', '-json', module[1]!];
  const { Dir } = JSON.parse(execFileSync('go', asked, { cwd: pinned, env, encoding: 'utf8' })) as {
    Dir: string;
  };
  const file = join(Dir, 'schema/compose-spec.json');
  return JSON.parse(readFileSync(file, 'utf8')) as object;
}
