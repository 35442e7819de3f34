/**
 * Runs as a separate process and writes hostile log calls among ordinary ones through the services' logging
 * library. Arguments: number of calls, seed, a word in every ordinary line. Prints the most expensive call on
 * stderr.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';

const library = join(import.meta.dirname, '../../libs/telemetry/');
const required = createRequire(join(library, 'package.json'));
const { startTelemetry, stopTelemetry } = required(
  './dist/start.js',
) as typeof import('@webstore/telemetry/start');
startTelemetry();
const { ServiceLogger } = required('./dist/index.js') as typeof import('@webstore/telemetry');
const { Logger } = required('@nestjs/common') as typeof import('@nestjs/common');
Logger.overrideLogger(new ServiceLogger());
type Call = (...args: unknown[]) => void;
const levels = ['log', 'warn', 'error', 'debug', 'verbose', 'fatal'] as const;
const logger = new Logger('hostile') as unknown as Record<(typeof levels)[number], Call>;

const odd = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withTypedArray: true,
  withSparseArray: true,
  maxDepth: 4,
});
const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('__proto__', 'constructor', 'level', 'message', 'trace_id', '価格', 'a b', 'é', ''),
);
const fields = fc.dictionary(name, odd, { maxKeys: 150 });
const long = fc.integer({ min: 8, max: 17 }).map((power) => 'x'.repeat(2 ** power));
const error = fc.tuple(fc.string(), odd).map(([text, cause]) => new Error(text, { cause }));
const call = fc.tuple(
  fc.constantFrom(...levels),
  fc.array(fc.oneof(odd, fields, long, error), { minLength: 1, maxLength: 4 }),
);

const [calls, seed, word] = process.argv.slice(2);
const cost = (work: () => void) => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};
let dearest = { ms: 0, call: '' };
for (const [at, [level, args]] of fc.sample(call, { numRuns: Number(calls), seed: Number(seed) }).entries()) {
  let ms = Infinity;
  // An expensive call is measured again, to exclude garbage collection.
  for (let attempt = 0; attempt < 5 && ms > 50; attempt++)
    ms = Math.min(
      ms,
      cost(() => logger[level](...args)),
    );
  if (ms > dearest.ms) dearest = { ms, call: `${at}: ${level}` };
  logger.log(`neighbour ${word} ${at}`);
  // Yields, so that pending lines are exported, as in a service that awaits its requests.
  if (at % 20 === 0) await pause(100);
}
process.stderr.write(JSON.stringify(dearest));
await stopTelemetry();
