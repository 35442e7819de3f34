import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, format } from 'winston';
import { describe, expect, it, vi } from 'vitest';
import { FileRoute } from '../src/logging/file-route';
import { exposition } from '../src/metrics/registry';

const folder = () => mkdtempSync(join(tmpdir(), 'log-file-'));
const loggerTo = (...[filename, onBroken, options]: ConstructorParameters<typeof FileRoute>) =>
  createLogger({ format: format.json(), transports: [new FileRoute(filename, onBroken, options)] });
const dropped = async () =>
  Number(/webstore_log_file_dropped_total (\d+)/.exec((await exposition()).body)![1]);

describe('the file route', () => {
  it('writes the same JSON lines, within the size limits', async () => {
    const home = folder();
    const logger = loggerTo(join(home, 'shop.log'), vi.fn(), { size: '2K', rotate: 3 });
    for (let number = 0; number < 400; number++) {
      logger.info('a line of the shop', { number });
      // Yields to disk writes between lines, as between requests.
      if (number % 10 === 0) await new Promise(setImmediate);
    }
    const current = () => readFileSync(join(home, 'shop.log'), 'utf8');
    await expect.poll(current).toContain('"number":399');
    const files = readdirSync(home);
    expect(files.length).toBeGreaterThan(1);
    expect(files.length).toBeLessThanOrEqual(4);
    for (const file of files) expect(statSync(join(home, file)).size).toBeLessThan(4_000);
    for (const line of current().trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('message');
  });

  it.each([
    ['what is no file', '/dev/full'],
    ['a folder that cannot be', '/etc/passwd/shop.log'],
  ])('goes on, counts and logs once when it meets %s', async (_, filename) => {
    const onBroken = vi.fn();
    const before = await dropped();
    const logger = loggerTo(filename, onBroken);
    for (let number = 0; number < 3_000; number++) logger.info('a line of the shop', { number });
    await expect.poll(() => onBroken.mock.calls.length).toBe(1);
    logger.info('one more');
    await expect.poll(dropped).toBeGreaterThan(before);
  });
});
