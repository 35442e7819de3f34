import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { captureOutcome, ledger, maxOrderCents, problem, refundOutcome } from '@webstore/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decide } from '../src/decision';

const json = { 'content-type': 'application/json' };
const main = join(__dirname, '../dist/main.js');
const orderThat = (fate: 'is captured' | 'is declined') => {
  for (;;) {
    const id = randomUUID();
    if (Boolean(decide(id, 'BR').decline) === (fate === 'is declined')) return id;
  }
};

describe('the acquirer', () => {
  let folder: string;
  let bank: ChildProcess;
  let url: string;

  const open = async (more: Record<string, string> = {}) => {
    const env = { ...process.env, PORT: '0', DATA_FILE: join(folder, 'bank.sqlite'), ...more };
    bank = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    return bank;
  };
  const addresses = async (sites: number) => {
    const found: string[] = [];
    for await (const line of createInterface(bank.stdout!)) {
      const port = /open on 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port) found.push(`http://127.0.0.1:${port}`);
      if (found.length === sites) return found;
    }
    throw new Error('the bank did not open');
  };
  const start = async () => {
    await open();
    [url = ''] = await addresses(1);
    bank.stdout!.resume();
  };
  const stop = async (signal: NodeJS.Signals) => {
    bank.kill(signal);
    const [code] = await once(bank, 'exit');
    return code as number | null;
  };
  const post = (path: string, body: unknown) =>
    fetch(url + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: json,
    });
  const capture = (orderId: string) =>
    post('/captures', { orderId, amountCents: 1999, currency: 'EUR', country: 'BR' });
  const readLedger = async () => ledger.parse(await (await fetch(`${url}/ledger`)).json());

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'acquirer-'));
    await start();
  });
  afterEach(async () => {
    if (bank.exitCode === null && bank.signalCode === null) await stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('captures an order once for repeated requests', async () => {
    const orderId = orderThat('is captured');
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => captureOutcome.parse(await (await capture(orderId)).json())),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await readLedger()).toEqual({
      captures: 1,
      capturedCents: 1999,
      refunds: 0,
      refundedCents: 0,
    });
  });

  it('remembers captures and refunds after kill -9', async () => {
    const orderId = orderThat('is captured');
    const captured: unknown = await (await capture(orderId)).json();
    const refunded = refundOutcome.parse(await (await post('/refunds', { orderId })).json());
    await stop('SIGKILL');
    await start();
    expect(await (await fetch(`${url}/captures/${orderId}`)).json()).toEqual(captured);
    expect(await (await fetch(`${url}/refunds/${orderId}`)).json()).toEqual(refunded);
    expect(await (await post('/refunds', { orderId })).json()).toEqual(refunded);
    expect(await readLedger()).toMatchObject({ captures: 1, refunds: 1, refundedCents: 1999 });
  });

  it('lists the captures that were not refunded', async () => {
    const [kept, refunded, declined] = [
      orderThat('is captured'),
      orderThat('is captured'),
      orderThat('is declined'),
    ];
    for (const orderId of [kept, refunded, declined]) await capture(orderId);
    await post('/refunds', { orderId: refunded });
    expect(await (await fetch(`${url}/captures`)).json()).toEqual([kept]);
  });

  it('has a second site on a port of its own, with the same accounts', async () => {
    await stop('SIGTERM');
    await open({ STANDBY_HOST: '127.0.0.1', STANDBY_PORT: '0' });
    const [first = '', standby = ''] = await addresses(2);
    bank.stdout!.resume();
    expect(standby).not.toBe(first);
    url = first;
    const orderId = orderThat('is captured');
    const captured: unknown = await (await capture(orderId)).json();
    expect(await (await fetch(`${standby}/captures/${orderId}`)).json()).toEqual(captured);
  });

  it('reports a corrupt ledger in one line, and treats an empty file as new', async () => {
    await stop('SIGTERM');
    const file = join(folder, 'bank.sqlite');
    writeFileSync(file, 'this is no database, and long enough to be one'.repeat(100));
    await open();
    const [lines, [code]] = await Promise.all([text(bank.stdout!), once(bank, 'exit')]);
    expect(code).toBe(1);
    expect(lines).toMatch(
      /^\S+ error The database of the bank, \S+, cannot be used: file is not a database\. Put a copy .+\n$/,
    );
    truncateSync(file);
    await start();
    expect(await readLedger()).toMatchObject({ captures: 0 });
  });

  it('has an outcome for a caller that disconnected before the response', async () => {
    const orderId = orderThat('is captured');
    const body = JSON.stringify({ orderId, amountCents: 500, currency: 'EUR', country: 'JP' });
    const hangUp = AbortSignal.timeout(200);
    await expect(
      fetch(`${url}/captures`, { method: 'POST', body, headers: json, signal: hangUp }),
    ).rejects.toThrow();
    expect(await (await fetch(`${url}/captures/${orderId}`)).json()).toMatchObject({
      orderId,
      amountCents: 500,
    });
  });

  it('responds with the reason of a decline, and then has nothing to refund', async () => {
    const orderId = orderThat('is declined');
    const answer = await capture(orderId);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: 'declined', reason: expect.stringMatching(/^\w+$/) });
    expect((await post('/refunds', { orderId })).status).toBe(409);
  });

  it('declines a capture that arrives after its refund request', async () => {
    const orderId = orderThat('is captured');
    for (const _ of ['asked', 'asked again']) expect((await post('/refunds', { orderId })).status).toBe(404);
    expect(await (await capture(orderId)).json()).toMatchObject({ status: 'declined', reason: 'reversed' });
    expect(await readLedger()).toMatchObject({ captures: 0, refunds: 0 });
  });

  it('responds with problem details to unknown routes and invalid requests', async () => {
    const unknown = await fetch(`${url}/captures/${randomUUID()}`);
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get('content-type')).toBe('application/problem+json');
    expect(problem.parse(await unknown.json()).type).toBe('urn:webstore:problem:not_found');
    const invalid = await post('/captures', { orderId: 'one' });
    expect(invalid.status).toBe(400);
    expect(problem.parse(await invalid.json()).errors?.map(({ path }) => path)).toContain('amountCents');
    const tooMuch = { orderId: randomUUID(), amountCents: maxOrderCents + 1, currency: 'EUR', country: 'BR' };
    expect(problem.parse(await (await post('/captures', tooMuch)).json()).errors).toMatchObject([
      { path: 'amountCents' },
    ]);
    expect((await fetch(`${url}/captures`, { method: 'POST', body: '{', headers: json })).status).toBe(400);
    expect((await fetch(`${url}/toString`)).status).toBe(404);
  });

  it('completes requests in flight before it closes', async () => {
    const orderId = randomUUID();
    const body = JSON.stringify({ orderId, amountCents: 500, currency: 'EUR', country: 'JP' });
    const inFlight = fetch(`${url}/captures`, { method: 'POST', body, headers: json });
    // Booked at once, and answered after 700 ms at the earliest.
    await expect.poll(async () => (await fetch(`${url}/captures/${orderId}`)).status).toBe(200);
    expect(await stop('SIGTERM')).toBe(0);
    expect((await inFlight).status).toBe(200);
  });

  it.each([
    ['a body that is too large', json, JSON.stringify({ orderId: 'x'.repeat(20_000) }), 413],
    ['text', { 'content-type': 'text/plain' }, '{}', 415],
    ['NUL', json, '{"orderId":"\\u0000"}', 400],
    ['an unknown field', json, JSON.stringify({ orderId: randomUUID(), colour: 'red' }), 400],
    ['null', json, 'null', 400],
    ['a deep array', json, '['.repeat(8_000) + ']'.repeat(8_000), 400],
  ])('refuses %s, and goes on', async (_, headers, body, status) => {
    for (const path of ['/captures', '/refunds']) {
      const answer = await fetch(url + path, { method: 'POST', headers, body });
      expect(answer.status).toBe(status);
      expect(problem.parse(await answer.json())).toMatchObject({ status });
    }
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('refuses a large body of unknown size before it is complete', async () => {
    const body = new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(8_192)) });
    const init = { method: 'POST', headers: json, body, duplex: 'half' } as RequestInit;
    expect((await fetch(`${url}/captures`, init)).status).toBe(413);
  });

  it('closes a connection with half a body, and shuts down in time despite one', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
    socket.write('POST /captures HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n');
    socket.write('content-length: 90\r\n\r\n{"orderId":');
    const before = Date.now();
    expect(await stop('SIGTERM')).toBe(0);
    expect(Date.now() - before).toBeLessThan(8_000);
  });
});
