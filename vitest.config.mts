import { defineConfig } from 'vitest/config';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

// Tests run against the sources of the libs, so that no stale build can pass.
const libs = Object.fromEntries(
  readdirSync(resolve(import.meta.dirname, 'libs')).flatMap((name) => [
    [`@webstore/${name}/start`, resolve(import.meta.dirname, `libs/${name}/src/start.ts`)],
    [`@webstore/${name}/flags`, resolve(import.meta.dirname, `libs/${name}/src/flags/index.ts`)],
    [`@webstore/${name}/database`, resolve(import.meta.dirname, `libs/${name}/src/database/index.ts`)],
    [`@webstore/${name}/fastify`, resolve(import.meta.dirname, `libs/${name}/src/fastify/index.ts`)],
    [`@webstore/${name}/redis`, resolve(import.meta.dirname, `libs/${name}/src/redis/index.ts`)],
    [
      `@webstore/${name}/background-work`,
      resolve(import.meta.dirname, `libs/${name}/src/background-work.ts`),
    ],
    [`@webstore/${name}/sweep`, resolve(import.meta.dirname, `libs/${name}/src/sweep.ts`)],
    [`@webstore/${name}`, resolve(import.meta.dirname, `libs/${name}/src/index.ts`)],
  ]),
);

const code = '{libs,services,tools}/*';

function project(name: string, include: string[], options: object = {}) {
  return {
    resolve: { alias: libs },
    // The specs are in no tsconfig that the transformer looks at, and some declare Nest classes of their own.
    oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
    test: {
      name,
      include,
      environment: 'node' as const,
      // The default of 1 s is too short for a machine that is busy with something else.
      expect: { poll: { timeout: 20_000 } },
      setupFiles: [resolve(import.meta.dirname, 'libs/testing/src/property-seed.ts')],
      ...options,
    },
  };
}

const observers = 'e2e/**/*.observes.e2e.spec.ts';
const patient = { testTimeout: 300_000, hookTimeout: 300_000 };

export default defineConfig({
  test: {
    projects: [
      // A machine that is busy with something else is slow, not wrong.
      project('unit', [`${code}/src/**/*.spec.ts`, 'exercises/**/*.spec.ts'], {
        testTimeout: 60_000,
        hookTimeout: 60_000,
      }),
      project('integration', [`${code}/test/**/*.int.spec.ts`], {
        testTimeout: 60_000,
        hookTimeout: 60_000,
        fileParallelism: false,
      }),
      // They read the state of the lab and place orders of their own, so they can run side by side; they mostly wait.
      project('observers', [observers], {
        ...patient,
        maxWorkers: 4,
        sequence: { groupOrder: 1 },
      }),
      // They change or break what others look at: one after the other.
      project('e2e', ['e2e/**/!(*.observes).e2e.spec.ts'], {
        ...patient,

        fileParallelism: false,
        sequence: { groupOrder: 2 },
      }),
    ],
  },
});
