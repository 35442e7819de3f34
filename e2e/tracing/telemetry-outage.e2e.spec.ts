import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { services } from '@webstore/lab-core/clients/services.ts';
import { ClosedLoopCustomers } from '../support/customers/closed-loop-customers.ts';
import { scrape, total } from '../support/stores/scrape.ts';
import { ready, run, withoutTheSyntheticCustomer } from '../support/labs/running-lab.ts';
import { collected, drained, sent, sentByAll } from '../support/assertions/span-accounting.ts';
import { writtenLines } from '../support/stores/stored-telemetry.ts';

const backends = ['jaeger', 'loki', 'prometheus'];
const patiently = { timeout: 120_000, interval: 1_000 };

/** Maximum queue of each signal in a service (`OTEL_BSP_MAX_QUEUE_SIZE`, `OTEL_BLRP_MAX_QUEUE_SIZE`). */
const mostWaiting = 8_192;
/** A service under load has 120 to 180 MiB. */
const mostMemory = 512 * 2 ** 20;

const linesAbout = (message: string) =>
  Object.fromEntries(
    services.map((service) => [
      service,
      writtenLines(service).filter((line) => line.includes(`"${message}"`)).length,
    ]),
  );
const once = (before: Record<string, number>) =>
  Object.fromEntries(Object.entries(before).map(([service, times]) => [service, times + 1]));

withoutTheSyntheticCustomer();

describe('the collector, Loki and Prometheus all stopped', () => {
  const saysLoss = 'spans are dropped until the collector takes them again';
  const saysEnd = 'spans are sent again';
  let lossLinesBefore: Record<string, number>;
  let endLinesBefore: Record<string, number>;

  beforeAll(async () => {
    await ready();
    await drained();
    lossLinesBefore = linesAbout(saysLoss);
    endLinesBefore = linesAbout(saysEnd);
    for (const part of backends) await run('stop', part);
  });
  afterAll(async () => {
    for (const part of backends) await run('start', part);
    await ready();
  });

  it('fails no request', async () => {
    const { exitCode, all } = await run('traffic', 'checkout', '--users', '5', '--duration', '30s');
    expect(exitCode, all).toBe(0);
    expect(all).toMatch(/http_req_failed\.*: 0\.00% +0 out of \d{2,}/);
  });

  it('is reported by one line and by metrics of each service, for spans and for log records', async () => {
    for (const service of services) {
      for (const signal of ['spans', 'log_records'] as const) {
        const dropped = async () => (await sent(service, signal)).dropped;
        await expect.poll(dropped, { ...patiently, message: `${signal} of ${service}` }).toBeGreaterThan(0);
      }
    }
    expect(linesAbout(saysLoss)).toEqual(once(lossLinesBefore));
  });

  it('keeps the queues and the memory within their bounds', async () => {
    for (const service of services) {
      for (const signal of ['spans', 'log_records'] as const) {
        const { created, exported, dropped } = await sent(service, signal);
        expect(created - exported - dropped, `${signal} of ${service}`).toBeLessThanOrEqual(mostWaiting);
      }
      const memory = total(await scrape(service), 'process_resident_memory_bytes');
      expect(memory).toBeGreaterThan(0);
      expect(memory, service).toBeLessThan(mostMemory);
    }
  });

  it('ends by itself once they are back: every hop holds, and every span is accounted for', async () => {
    const before = await sentByAll('spans');
    for (const part of backends) await run('start', part);
    await ready();
    const { exitCode, stdout } = await run('prove');
    expect(exitCode, stdout).toBe(0);
    await drained();
    const { created, exported, dropped } = await sentByAll('spans');
    const { accepted, stored, sampledOut } = await collected();
    expect(created).toBe(exported + dropped);
    // The collector counts from its start: the spans that the services sent since then.
    expect(exported - before.exported).toBe(accepted);
    expect(accepted).toBe(stored + sampledOut);
    expect(stored).toBeGreaterThan(0);
    expect(sampledOut).toBeGreaterThan(0);
    // Each service logs its recovery with the first batch after ten seconds without a loss.
    const crowd = new ClosedLoopCustomers(1);
    await expect.poll(() => linesAbout(saysEnd), patiently).toEqual(once(endLinesBefore));
    await crowd.leave();
  });
});

describe('ten times the usual traffic', () => {
  beforeAll(() => ready());

  it('drops no span and no log record, and the collector accounts for each', async () => {
    await drained();
    const before = { ...(await collected()), ...(await sentByAll('spans')) };
    const logsBefore = await sentByAll('log_records');
    await run('traffic', 'checkout', '--users', '50', '--duration', '30s');
    await drained();
    const after = { ...(await collected()), ...(await sentByAll('spans')) };
    const logsAfter = await sentByAll('log_records');
    const grown = (what: keyof typeof after) => after[what] - before[what];
    expect(grown('created')).toBeGreaterThan(10_000);
    expect(grown('dropped')).toBe(0);
    expect(logsAfter.dropped - logsBefore.dropped).toBe(0);
    expect(grown('stored') + grown('sampledOut')).toBe(grown('created'));
  });
});
