import { z } from 'zod';
import { bankSites } from '../bank/sites.ts';
import { exitCodes, Failure } from '../failure.ts';
import type { Lab } from '../lab.ts';

/** One setting that an on-call may change, and the variable of the part that it becomes. */
interface Setting {
  variable: string;
  takes: z.ZodType<string | number>;
  /** What the variable says, where that is not the value itself. */
  says?(value: string, lab: Lab): string;
}

const logLevel: Setting = { variable: 'LOG_LEVEL', takes: z.enum(['error', 'warn', 'info', 'debug']) };
const databasePoolSize: Setting = {
  variable: 'DATABASE_POOL_SIZE',
  takes: z.coerce.number().int().min(1).max(50),
};
const bank: Setting = {
  variable: 'ACQUIRER_URL',
  takes: z.enum(['first', 'standby']),
  says: (site, lab) => bankSites[site as keyof typeof bankSites](lab),
};
const bankTimeoutMs: Setting = {
  variable: 'ACQUIRER_TIMEOUT_MS',
  takes: z.coerce.number().int().min(10).max(30_000),
};

const settingsOfPart: Record<string, Record<string, Setting>> = {
  catalog: { logLevel, databasePoolSize },
  cart: { logLevel },
  checkout: { logLevel, databasePoolSize },
  payment: { logLevel, databasePoolSize, bank, bankTimeoutMs },
};

/** The environment that settings as they were typed make of a part; refuses with what there is. */
export function variablesOf(lab: Lab, part: string, given: Record<string, string>): Record<string, string> {
  const known = settingsOfPart[part];
  if (!known)
    throw refused(`${part} has no settings to change; ${Object.keys(settingsOfPart).join(', ')} have.`);
  const names = Object.keys(known).join(', ');
  if (Object.keys(given).length === 0)
    throw refused(`Say which: ./lab mitigate config ${part} k=v. The settings of ${part} are ${names}.`);
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const setting = known[name];
      if (!setting) throw refused(`${part} has no setting ${name}: it has ${names}.`);
      if (!setting.takes.safeParse(value).success)
        throw refused(`${name} of ${part} cannot be ${value}: it is ${allowed(setting.takes)}.`);
      return [setting.variable, setting.says?.(value, lab) ?? value];
    }),
  );
}

function allowed(type: z.ZodType): string {
  if (type instanceof z.ZodEnum) return `one of ${type.options.join(', ')}`;
  if (type instanceof z.ZodNumber) return `a number from ${type.minValue} to ${type.maxValue}`;
  return 'a text';
}

const refused = (message: string) => new Failure(message, exitCodes.usage);
