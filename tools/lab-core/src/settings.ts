import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { exitCodes, Failure } from './failure.ts';
import { containerSettings } from './container-settings.ts';
import { halfMail, mailSettings } from './mail-settings.ts';

const token = (fallback: string) =>
  z
    .string()
    .regex(/^[\w.~+/-]{8,200}$/, 'must be 8 to 200 letters, digits or any of . _ ~ + / -')
    .default(fallback);

const serviceSettings = {
  USER_TOKEN: token('user-token-123'),
  ADMIN_TOKEN: token('admin-token-456'),
  TEST_TOKEN: token('test-token-789'),
  SYNTHETIC_TOKEN: token('synthetic-token-000'),
  HTTP_ALLOWED_HOSTS: z
    .string()
    .regex(/^$|^[\w.-]+(\s*,\s*[\w.-]+)*$/, 'must be host names without ports, commas between them')
    .default(''),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
  LOG_FORMAT: z.enum(['json', 'pretty']).default('json'),
  LOG_FILE: z
    .string()
    .regex(
      /^$|^\/.*\{service\}/,
      'must be an absolute path with {service} in it: each writes a file of its own',
    )
    .default(''),
  LOG_SAMPLE_ABOVE: z
    .string()
    .regex(/^[1-9]\d*$/, 'must be a whole number from 1')
    .default('50'),
  OTEL_LOGS_EXPORTER: z.enum(['otlp', 'none']).default('otlp'),
  WEBSTORE_KEEP_SHARE: z
    .string()
    .refine(
      (share) => share !== '' && Number(share) >= 0 && Number(share) <= 1,
      'must be a number from 0 to 1',
    )
    .default('0.1'),
};

const schema = z.strictObject({ ...serviceSettings, ...mailSettings, ...containerSettings });

export type Settings = z.infer<typeof schema>;
export const settingNames = Object.keys(schema.shape);

/** The settings for services: they may not read the passwords of a mail server or of other containers. */
export function forServices(settings: Settings): Record<keyof typeof serviceSettings, string> {
  const own = Object.keys(serviceSettings) as (keyof typeof serviceSettings)[];
  return Object.fromEntries(own.map((key) => [key, settings[key]])) as ReturnType<typeof forServices>;
}

const assignment = /^\s*(export\s+)?[A-Za-z_]\w*\s*=/;

/** Reads `.env`; throws one Failure with all errors, one per line. */
export function parseSettings(text: string): Settings {
  const problems = text
    .split('\n')
    .flatMap((line, at) =>
      line.trim() === '' || line.trim().startsWith('#') || assignment.test(line)
        ? []
        : [`line ${at + 1} is not KEY=value: ${line.trim()}`],
    );
  const parsed = schema.safeParse(parseEnv(text));
  if (!parsed.success) problems.push(...parsed.error.issues.flatMap(describe));
  else problems.push(...sharedTokens(parsed.data), ...halfMail(parsed.data));
  if (problems.length > 0) {
    throw new Failure(
      [
        ...problems.map((problem) => `.env: ${problem}.`),
        'Fix .env (.env.example explains each key) and try again.',
      ].join('\n'),
      exitCodes.badSettings,
    );
  }
  return parsed.data!;
}

export function loadSettings(file: string): Settings {
  return parseSettings(existsSync(file) ? readFileSync(file, 'utf8') : '');
}

function describe(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${key} is not a setting of the lab (it has ${settingNames.join(', ')})`);
  }
  const wanted = issue.code === 'invalid_value' ? `must be one of ${issue.values.join(', ')}` : issue.message;
  return [`${issue.path.join('.')} ${wanted}`];
}

/** Two roles with one token are one role: the weaker would have the rights of the stronger. */
function sharedTokens(settings: Settings): string[] {
  const byValue = Map.groupBy(
    Object.entries(forServices(settings)).filter(([key]) => key.endsWith('_TOKEN')),
    ([, value]) => value,
  );
  return [...byValue.values()]
    .filter((same) => same.length > 1)
    .map((same) => `${same.map(([key]) => key).join(' and ')} must differ`);
}
