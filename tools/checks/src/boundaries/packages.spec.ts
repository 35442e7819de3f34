import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');
/** ESLint loads its configuration for each case: seconds, and more on a busy machine. */
const LINTING_MS = 60_000;

async function complaints(file: string, code: string): Promise<(string | null)[]> {
  const eslint = new ESLint({ cwd: root });
  const [result] = await eslint.lintText(code, { filePath: resolve(root, file) });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

describe('import boundaries', () => {
  // Without Nx's graph the boundary rule silently accepts everything.
  beforeAll(
    () => execa('npx', ['nx', 'show', 'projects'], { cwd: root, env: { NX_DAEMON: 'false' } }),
    120_000,
  );

  it.each([
    ['a service imports another', 'services/cart/src/config.ts', '../../catalog/src/config'],
    ['contracts import a lib', 'libs/contracts/src/index.ts', '@webstore/telemetry'],
    ['telemetry imports contracts', 'libs/telemetry/src/index.ts', '@webstore/contracts'],
    ['faults imports signals', 'libs/faults/src/index.ts', '@webstore/signals'],
    ['http imports telemetry', 'libs/http/src/index.ts', '@webstore/telemetry'],
    ['an exercise imports a service', 'exercises/src/index.ts', '../../services/cart/src/config'],
    ['an exercise imports telemetry', 'exercises/src/index.ts', '@webstore/telemetry'],
    ['a lib imports an exercise', 'libs/testing/src/index.ts', '@webstore/exercises'],
    ['a lib imports the lab command', 'libs/testing/src/index.ts', '@webstore/lab-core/lab.ts'],
    ['a service imports a tool', 'services/cart/src/config.ts', '@webstore/lab-core/lab.ts'],
    [
      'the core of the tools imports the supervisor',
      'tools/lab-core/src/lab.ts',
      '@webstore/supervisor/native-control.ts',
    ],
    [
      'the supervisor imports a command',
      'tools/supervisor/src/native-control.ts',
      '@webstore/lab/program.ts',
    ],
    ['the checks import a command', 'tools/checks/src/runner/run.ts', '@webstore/lab/program.ts'],
  ])(
    'fails the build when %s',
    async (_what, file, imported) => {
      expect(await complaints(file, `import '${imported}';\n`)).toContain('@nx/enforce-module-boundaries');
    },
    LINTING_MS,
  );

  it.each([
    ['a service imports prom-client', 'services/cart/src/config.ts', 'prom-client'],
    ['a service imports the OpenTelemetry SDK', 'services/cart/src/config.ts', '@opentelemetry/sdk-node'],
    ['a solver imports the exercise beside it', 'exercises/01-slowest-span/solve.ts', './exercise.ts'],
    ['a solver imports the faults', 'exercises/01-slowest-span/solve.ts', '@webstore/faults'],
    ['a part of a solver imports the exercise', 'exercises/07-incident/solving/traces.ts', '../exercise.ts'],
    ['a part of a solver imports the faults', 'exercises/07-incident/solving/traces.ts', '@webstore/faults'],
    ['a service imports the catalogue of faults', 'services/cart/src/config.ts', '@webstore/faults'],
    ['telemetry imports kafkajs', 'libs/telemetry/src/index.ts', 'kafkajs'],
  ])(
    'fails the build when %s',
    async (_what, file, imported) => {
      expect(await complaints(file, `import '${imported}';\n`)).toContain('no-restricted-imports');
    },
    LINTING_MS,
  );

  it(
    'fails the build when configuration is read outside config.ts',
    async () => {
      const code = 'export const home = process.env.HOME;\n';
      expect(await complaints('services/cart/src/app.module.ts', code)).toContain('no-restricted-properties');
      expect(await complaints('services/cart/src/config.ts', code)).not.toContain('no-restricted-properties');
    },
    LINTING_MS,
  );

  it(
    'fails the build when a source that is no test imports vitest',
    async () => {
      const code = "import { vi } from 'vitest';\nexport const mocks = vi;\n";
      expect(await complaints('tools/checks/src/runner/run.ts', code)).toEqual(['no-restricted-syntax']);
      expect(await complaints('tools/checks/src/runner/tally.spec.ts', code)).toEqual([]);
    },
    LINTING_MS,
  );

  it(
    'lets a service import the libs',
    async () => {
      const code = "import { topics } from '@webstore/contracts';\nexport const names = topics;\n";
      expect(await complaints('services/cart/src/app.module.ts', code)).toEqual([]);
    },
    LINTING_MS,
  );
});
