import { hostNames } from '@webstore/contracts';
import { z } from 'zod';
import { type ProgramName, programs } from './programs';

/** A port that the guard listens on, and the program behind it. */
export interface Guarded {
  program: ProgramName;
  listen: number;
  host: string;
  port: number;
}

const form = '<program> <port to listen on> <host>:<port>';
const names = Object.keys(programs).join(', ');

const guarded = z.string().transform((line, context): Guarded => {
  const [, program = '', listen, host = '', port] = /^(\S+) (\d{1,5}) (\S+):(\d{1,5})$/.exec(line) ?? [];
  if (!host) context.addIssue(`"${line}" is not "${form}"`);
  else if (!Object.hasOwn(programs, program))
    context.addIssue(`"${program}" is not a program that the guard knows: ${names}`);
  return { program: program as ProgramName, listen: Number(listen), host, port: Number(port) };
});

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  /** One line per port: `<program> <listening port> <host>:<port>`. */
  GUARDED: z.string().transform(linesOf).pipe(z.array(guarded).min(1)),
  /** Comma-separated host names of the programs, in addition to the loopback names. */
  HTTP_ALLOWED_HOSTS: hostNames,
  /** Comma-separated origins of the shop's pages. */
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean)),
  /** Port of the guard's own `/health`. Default: none. */
  HEALTH_PORT: z.coerce.number().int().min(1).max(65535).optional(),
});

export type Config = Readonly<z.infer<typeof schema>>;

/** Reads the environment; an empty or blank value counts as missing. @throws an error that names every invalid value */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.entries(env).filter(([, value]) => value?.trim());
  const read = schema.safeParse(Object.fromEntries(given));
  if (read.success) return Object.freeze(read.data);
  throw new Error(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
}
