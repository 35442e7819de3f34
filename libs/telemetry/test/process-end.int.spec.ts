import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { logLine } from '../src/logging/log-line';
import { type Collector, collector, silence } from './collector';
import { compile, hello, linesOf } from './hello-process';

describe('a process that ends', () => {
  let receiver: Collector;
  const to = (url = receiver.url) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: url });

  beforeAll(compile, 120_000);
  beforeEach(async () => {
    receiver = await collector();
  });
  afterEach(() => receiver.close());

  it.each(['boom', 'reject'])(
    'by an uncaught error (%s) logs it in one line with all causes, exports its last spans and lines, and exits with code 1',
    async (how) => {
      const { url, ended, stdout, stderr } = await hello(to());
      await fetch(`${url}/hello/${how}`).catch(() => undefined);
      expect(await ended).toEqual([1, null]);
      const lines = linesOf(await stdout);
      for (const line of lines) expect(() => logLine.parse(line)).not.toThrow();
      const last = lines.filter(({ message }) => message!.endsWith('the process ends'));
      expect(last).toHaveLength(1);
      expect(last[0]).toMatchObject({ level: 'error', context: 'process', 'exception.type': 'Error' });
      for (const cause of ['an uncaught error', 'in between', 'the root cause'])
        expect(last[0]!['exception.stacktrace']).toContain(cause);
      expect(await stderr).toBe('');
      expect(receiver.count('last-span')).toBe(1);
      expect(receiver.count('the process ends')).toBe(1);
    },
  );

  it.each(['refuses connections', 'never answers'])(
    'by an uncaught error ends within its deadline if the collector %s',
    async (what) => {
      receiver.answer = silence;
      const { url, ended, stdout } = await hello(
        to(what === 'never answers' ? undefined : 'http://127.0.0.1:1'),
      );
      const began = performance.now();
      await fetch(`${url}/hello/reject`).catch(() => undefined);
      expect(await ended).toEqual([1, null]);
      // Two seconds, plus the delay of a busy machine.
      expect(performance.now() - began).toBeLessThan(5_000);
      const messages = linesOf(await stdout).map(({ message }) => message);
      expect(messages).toContainEqual(expect.stringContaining('spans are lost'));
    },
  );

  it.each(['is full', 'is closed'])(
    'by an uncaught error ends even if its stdout %s, and exports its last spans',
    async (what) => {
      const { child, url, exited } = await hello(to(), { unread: true });
      if (what === 'is closed') child.stdout!.destroy();
      else await fetch(`${url}/hello/flood`);
      await fetch(`${url}/hello/reject`).catch(() => undefined);
      expect(await exited).toEqual([1, null]);
      expect(receiver.count('last-span')).toBe(1);
    },
  );

  it('logs a rejection reason that is not an Error', async () => {
    const reason = await hello(to());
    await fetch(`${reason.url}/hello/reason`).catch(() => undefined);
    expect(await reason.ended).toEqual([1, null]);
    const last = linesOf(await reason.stdout).at(-1);
    expect(last).toMatchObject({ level: 'error', message: expect.stringContaining('a rejected promise') });
    expect(JSON.stringify(last)).toContain('an error');
  });

  it.each(['refuses connections', 'never answers', 'takes everything'])(
    'by SIGTERM ends in time if the collector %s, and logs what is lost',
    async (what) => {
      if (what === 'never answers') receiver.answer = silence;
      const { child, url, ended, stdout } = await hello(
        to(what.startsWith('refuses') ? 'http://127.0.0.1:1' : undefined),
      );
      for (let n = 0; n < 50; n++) await fetch(`${url}/hello`);
      const began = performance.now();
      child.kill('SIGTERM');
      expect(await ended).toEqual([null, 'SIGTERM']);
      expect(performance.now() - began).toBeLessThan(8_000);
      const lost = linesOf(await stdout).filter(({ message }) => message!.includes('are lost'));
      expect(lost.map(({ message }) => message!.split(' are lost')[0]).toSorted()).toEqual(
        what === 'takes everything' ? [] : ['log records', 'spans'],
      );
      if (what === 'takes everything') expect(receiver.count('greeting said')).toBe(50);
    },
  );
});
