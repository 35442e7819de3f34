import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { databaseLimits } from './database';
import { limits } from './limits';

const page = readFileSync(resolve(__dirname, '../../../docs/reference/limits.md'), 'utf8');
const [, http, database] = page.split(/^## /m);

/** The rows of a table: name and number. */
const tableOf = (chapter: string) =>
  Object.fromEntries(
    [...chapter.matchAll(/^\| `(\w+)` +\| (\d+) /gm)].map(([, name, value]) => [name, Number(value)]),
  );

describe('the page on limits', () => {
  it('has the limits of the code, and no others', () => {
    expect(tableOf(http!)).toEqual(limits);
    expect(tableOf(database!)).toEqual(databaseLimits);
  });
});

describe('the limits', () => {
  it('let the inner one give up before the outer one', () => {
    expect(limits.headMs).toBeLessThan(limits.requestMs);
    expect(limits.requestMs + limits.checkEveryMs).toBeLessThan(limits.handlerMs);
    expect(databaseLimits.statementMs).toBeLessThan(databaseLimits.queryMs);
    expect(databaseLimits.queryMs).toBeLessThan(limits.handlerMs);
    expect(limits.handlerMs).toBeLessThan(limits.idleSocketMs);
    expect(limits.drainMs).toBeLessThan(limits.shutdownMs);
    expect(limits.shutdownMs).toBeLessThan(8_000);
  });
});
