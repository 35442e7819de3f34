import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { databaseLimits } from './database';
import { limits } from './limits';

const page = readFileSync(resolve(__dirname, '../../../docs/reference/limits.md'), 'utf8');
const [, http, database, shutdown] = page.split(/^## /m);

/** The rows of a table: name and number. */
const tableOf = (chapter: string) =>
  Object.fromEntries(
    [...chapter.matchAll(/^\| `(\w+)` +\| (\d+) /gm)].map(([, name, value]) => [name, Number(value)]),
  );

describe('the page on limits', () => {
  it('lists exactly the limits of the code', () => {
    expect(tableOf(http!)).toEqual(limits);
    expect(tableOf(database!)).toEqual(databaseLimits);
  });

  it('lists the shutdown steps of the code, and they fit into the shutdown time', () => {
    const steps = [...shutdown!.matchAll(/^\| (then )?.*\| (\d+) +\| `(\w+)` of \[.*\]\((.*)\)/gm)];
    expect(steps).toHaveLength(5);
    let together = 0;
    let after = 0;
    for (const [, then, ms, name, file] of steps) {
      const code = readFileSync(resolve(__dirname, '../../../docs/reference', file!), 'utf8');
      const value = new RegExp(`\\b${name}(?: =|:) ([\\d_]+)`).exec(code)?.[1];
      expect(Number(value?.replaceAll('_', '')), `${name} of ${file}`).toBe(Number(ms));
      if (then) after += Number(ms);
      else together = Math.max(together, Number(ms));
    }
    expect(together + after).toBeLessThan(limits.shutdownMs);
  });
});

describe('the limits', () => {
  it('are shorter for inner operations than for the operations that wait for them', () => {
    expect(limits.headMs).toBeLessThan(limits.requestMs);
    expect(limits.requestMs + limits.checkEveryMs).toBeLessThan(limits.handlerMs);
    expect(databaseLimits.statementMs).toBeLessThan(databaseLimits.queryMs);
    expect(databaseLimits.queryMs).toBeLessThan(limits.handlerMs);
    expect(limits.handlerMs).toBeLessThan(limits.idleSocketMs);
    expect(limits.shutdownMs + limits.lastWordsMs).toBeLessThan(8_000);
  });
});
