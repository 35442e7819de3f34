import type { FlagName } from '@webstore/faults/flags';
import { z } from 'zod';
import {
  type BankSite,
  bankSites,
  type ComponentControl,
} from '@webstore/lab-core/component-control/component-control.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';

/**
 * One setting that an on-call engineer may change: a variable, which needs a restart of the component, or a
 * flag, which it reads while it runs.
 */
interface Setting {
  variable?: string;
  flag?: FlagName;
  takes: z.ZodType<string | number>;
  /** The value of the variable, if it differs from the argument. */
  says?(value: string, control: ComponentControl): string;
}

const logLevel: Setting = { variable: 'LOG_LEVEL', takes: z.enum(['error', 'warn', 'info', 'debug']) };
const databasePoolSize: Setting = {
  variable: 'DATABASE_POOL_SIZE',
  takes: z.coerce.number().int().min(1).max(50),
};
const bank: Setting = {
  variable: 'ACQUIRER_URL',
  takes: z.enum(bankSites),
  says: (site, control) => control.bank.urlOf(site as BankSite),
};
const bankTimeoutMs: Setting = {
  variable: 'ACQUIRER_TIMEOUT_MS',
  takes: z.coerce.number().int().min(10).max(30_000),
};

const stockLookup: Setting = { flag: 'catalog.stock-lookup', takes: z.enum(['together', 'each']) };
const nearDuplicates: Setting = { flag: 'catalog.near-duplicates', takes: z.enum(['shown', 'left-out']) };

const chargedOnce: Setting = { flag: 'payment.charged-once', takes: z.enum(['order', 'delivery']) };

const settingsOfPart: Readonly<Record<string, Record<string, Setting>>> = {
  catalog: { logLevel, databasePoolSize, stockLookup, nearDuplicates },
  cart: { logLevel },
  checkout: { logLevel, databasePoolSize },
  payment: { logLevel, databasePoolSize, bank, bankTimeoutMs, chargedOnce },
};

/** The parsed settings. */
export interface Changes {
  variables: Record<string, string>;
  flags: Partial<Record<FlagName, string>>;
}

/** Parses settings of a component; refuses unknown ones with a list of the known. */
export function changesOf(control: ComponentControl, part: string, given: Record<string, string>): Changes {
  const known = Object.hasOwn(settingsOfPart, part) ? settingsOfPart[part] : undefined;
  if (!known)
    throw refused(`${part} has no settings to change; ${Object.keys(settingsOfPart).join(', ')} have.`);
  const names = Object.keys(known).join(', ');
  if (Object.keys(given).length === 0)
    throw refused(`Say which: ./lab mitigate config ${part} k=v. The settings of ${part} are ${names}.`);
  const changes: Changes = { variables: {}, flags: {} };
  for (const [name, value] of Object.entries(given)) {
    const setting = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!setting) throw refused(`${part} has no setting ${name}: it has ${names}.`);
    if (!setting.takes.safeParse(value).success)
      throw refused(`${name} of ${part} cannot be ${value}: it is ${allowed(setting.takes)}.`);
    if (setting.variable) changes.variables[setting.variable] = setting.says?.(value, control) ?? value;
    if (setting.flag) changes.flags[setting.flag] = value;
  }
  return changes;
}

function allowed(type: z.ZodType): string {
  if (type instanceof z.ZodEnum) return `one of ${type.options.join(', ')}`;
  if (type instanceof z.ZodNumber) return `a number from ${type.minValue} to ${type.maxValue}`;
  return 'a text';
}

const refused = (message: string) => new Failure(message, exitCodes.usage);
