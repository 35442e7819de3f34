import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { noListedWords } from './tools/checks/src/language/no-listed-words.ts';

const lib = (...names) => names.map((name) => `lib:${name}`);

/** Who may import whom: DESIGN, "Import rules". A violation fails the build. */
const boundaries = [
  { sourceTag: 'type:service', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'lib:contracts', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'lib:telemetry', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'lib:signals', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'lib:faults', onlyDependOnLibsWithTags: lib('contracts') },
  { sourceTag: 'lib:testing', onlyDependOnLibsWithTags: lib('contracts') },
  { sourceTag: 'lib:http', onlyDependOnLibsWithTags: lib('contracts') },
  { sourceTag: 'lib:messaging', onlyDependOnLibsWithTags: lib('contracts', 'telemetry', 'testing') },
  { sourceTag: 'type:exercises', onlyDependOnLibsWithTags: lib('contracts', 'faults', 'signals') },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:lib', 'type:exercises', 'type:tool'] },
  { sourceTag: 'tool:core', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'tool:supervisor', onlyDependOnLibsWithTags: ['type:lib', 'tool:core', 'tool:slo'] },
  { sourceTag: 'tool:checks', onlyDependOnLibsWithTags: ['type:lib', 'tool:core', 'tool:supervisor'] },
  {
    sourceTag: 'tool:docs',
    onlyDependOnLibsWithTags: ['type:lib', 'type:exercises', 'tool:core', 'tool:checks'],
  },
  {
    sourceTag: 'tool:cli',
    onlyDependOnLibsWithTags: [
      'type:lib',
      'type:exercises',
      'tool:core',
      'tool:supervisor',
      'tool:checks',
      'tool:slo',
    ],
  },
  // The tests of a whole lab read what its commands print with the types of those commands: decision 0020.
  { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:lib', 'type:exercises', 'type:tool'] },
];

/** Packages that one lib keeps to itself, so that each can be replaced in one place. */
const keptBy = {
  telemetry: [
    '@opentelemetry/sdk-*',
    '@opentelemetry/instrumentation*',
    '@opentelemetry/exporter-*',
    '@pyroscope/nodejs',
    'prom-client',
    'winston',
  ],
  messaging: ['kafkajs'],
};
const restricted = (...groups) => ['error', { patterns: groups.map((group) => ({ group })) }];

export default [
  { ignores: ['**/dist', '**/node_modules', '.lab', '.nx', 'load-tests/dist'] },
  ...tseslint.configs.recommended,
  prettier,
  { plugins: { '@nx': nx, language: { rules: { 'no-listed-words': noListedWords } } } },
  { files: ['**/*.ts', '**/*.mts', '**/*.mjs'], rules: { 'language/no-listed-words': 'error' } },
  // The list names the words that the rule forbids.
  {
    files: ['tools/checks/src/language/word-list.ts', 'tools/checks/src/language/language.spec.ts'],
    rules: { 'language/no-listed-words': 'off' },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], depConstraints: boundaries, banTransitiveDependencies: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
    },
  },
  {
    files: ['libs/**/*.ts', 'services/**/*.ts'],
    rules: {
      'no-restricted-imports': restricted(keptBy.telemetry, keptBy.messaging),
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Configuration is read in config.ts alone.' },
      ],
    },
  },
  {
    files: ['{libs,services,tools}/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/*.fixture.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "ImportDeclaration[source.value='vitest']",
          message: 'Only tests import vitest: a program that needs it belongs into an nx target of its own.',
        },
      ],
    },
  },
  {
    files: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.object.name='vi'][callee.property.name='waitFor'][arguments.length<2]",
          message:
            'vi.waitFor needs its timeout: its default of 1 s is too short for a machine that is busy.',
        },
      ],
    },
  },
  {
    files: ['services/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [keptBy.telemetry, keptBy.messaging].map((group) => ({ group })),
          paths: [{ name: '@webstore/faults', message: 'A service follows flags, and knows no faults.' }],
        },
      ],
    },
  },
  { files: ['libs/telemetry/**/*.ts'], rules: { 'no-restricted-imports': restricted(keptBy.messaging) } },
  {
    files: ['libs/messaging/**/*.ts', 'libs/testing/**/*.ts'],
    rules: { 'no-restricted-imports': restricted(keptBy.telemetry) },
  },
  {
    files: ['**/config.ts', '**/*.spec.ts', 'libs/testing/**/*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // A solver finds its answers as a learner does; the exercise beside it contains them.
    files: ['exercises/*/solve.ts', 'exercises/*/solving/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!@webstore/signals$|\\./solving/|\\./(?!exercise)[a-z-]+\\.ts$)',
              message: 'A solver looks at the signals alone.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['tools/**/*.ts', 'e2e/**/*.ts', 'services/acquirer/**/*.ts', 'load-tests/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
];
