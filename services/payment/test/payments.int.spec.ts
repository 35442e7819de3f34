import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deadLetterTopic, payment, type PaymentState, topics } from '@webstore/contracts';
import { flag, followFlags } from '@webstore/faults/flags';
import { deadLetterHeaders } from '@webstore/messaging';
import { anOrderPlaced, eventually, type TestKafka, testKafka } from '@webstore/testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentsSummary } from '../src/payments/payments.dto';
import { UnansweredPaymentsSweep } from '../src/payments/unanswered-payments.sweep';
import { type Bank, openBank } from './fake-acquirer';
import { databasePoolSize, sessions, startPayment } from './start-payment';

describe('payment', () => {
  let kafka: TestKafka;
  let bank: Bank;
  let service: Awaited<ReturnType<typeof startPayment>>;
  const published: Record<string, Awaited<ReturnType<TestKafka['consume']>>> = {};

  beforeAll(async () => {
    kafka = await testKafka();
    bank = await openBank();
    service = await startPayment(bank.url, kafka.brokers);
    const { paymentSettled, paymentDeclined, paymentRefunded, orderPlaced } = topics;
    const publishedTopics = [
      paymentSettled,
      paymentDeclined,
      paymentRefunded,
      deadLetterTopic(orderPlaced, 'payment'),
    ];
    await Promise.all(publishedTopics.map(async (topic) => (published[topic] = await kafka.consume(topic))));
  });
  afterAll(async () => {
    await service.stop();
    await bank.close();
    await kafka.close();
  });

  const place = (orderId: string, messageId: string = randomUUID()) =>
    kafka.publish(topics.orderPlaced, orderId, anOrderPlaced({ orderId, amountCents: 4_900 }), {
      ce_id: messageId,
    });
  const askRefund = (orderId: string) =>
    kafka.publish(
      topics.refundRequested,
      orderId,
      { orderId, reason: 'order_cancelled' },
      { ce_id: randomUUID() },
    );
  const eventsOf = (topic: string, orderId: string): unknown[] =>
    published[topic]!.filter(({ key }) => key === orderId).map(({ value }) => JSON.parse(value));
  const waitForState = (orderId: string, state: PaymentState) =>
    eventually(async () => {
      const known = payment.parse(await (await service.get(`/payments/${orderId}`)).json());
      expect(known.state).toBe(state);
      return known;
    });
  const waitForEvent = (topic: string, orderId: string, times = 1) =>
    eventually(() => {
      expect(eventsOf(topic, orderId)).toHaveLength(times);
      return eventsOf(topic, orderId)[0];
    });
  /**
   * Waits until a later message of the same partition is handled, and therefore all earlier ones, and until every
   * event about the order has arrived.
   */
  const settledDown = async (orderId: string) => {
    const marker = randomUUID();
    await kafka.publish(
      topics.orderPlaced,
      orderId,
      { ...anOrderPlaced({ orderId }), marker },
      { ce_id: marker },
    );
    const database = service.app.get(DataSource);
    await eventually(async () => {
      expect(await database.query('SELECT id FROM inbox_messages WHERE id = $1', [marker])).toHaveLength(1);
      const outbox: { topic: string; published_at: Date | null }[] = await database.query(
        'SELECT topic, published_at FROM outbox_messages WHERE key = $1',
        [orderId],
      );
      for (const { topic, published_at: publishedAt } of outbox) {
        expect(publishedAt).not.toBeNull();
        const written = outbox.filter((event) => event.topic === topic);
        expect(eventsOf(topic, orderId).length).toBeGreaterThanOrEqual(written.length);
      }
    });
  };

  it('charges a card once when the event arrives twice', async () => {
    const orderId = randomUUID();
    const messageId = randomUUID();
    await place(orderId, messageId);
    await place(orderId, messageId);
    expect(await waitForEvent(topics.paymentSettled, orderId)).toEqual({
      orderId,
      captureId: `cap_${orderId}`,
      amountCents: 4_900,
      currency: 'EUR',
    });
    await settledDown(orderId);
    expect(bank.askedFor(orderId)).toEqual([`POST /captures ${orderId}`]);
  });

  it('charges each delivery if the flag says so', async () => {
    const orderId = randomUUID();
    const messageId = randomUUID();
    const file = join(mkdtempSync(join(tmpdir(), 'flags-')), 'flags.json');
    writeFileSync(file, JSON.stringify({ 'payment.charged-once': 'delivery' }));
    const end = await followFlags(file);
    try {
      const before = bank.captures.size;
      await place(orderId, messageId);
      await place(orderId, messageId);
      await waitForEvent(topics.paymentSettled, orderId, 2);
      expect(bank.askedFor(orderId)).toEqual([`POST /captures ${orderId}`]);
      expect(bank.captures.size - before).toBe(2);
    } finally {
      rmSync(file);
      await expect.poll(() => flag('payment.charged-once'), { timeout: 5_000 }).toBe('order');
      end();
    }
  });

  it('shows a payment only to its customer, the tester and the admin', async () => {
    const orderId = randomUUID();
    await kafka.publish(topics.orderPlaced, orderId, anOrderPlaced({ orderId, customerId: 'cus-fr-003' }), {
      ce_id: randomUUID(),
    });
    await waitForState(orderId, 'settled');
    const statusFor = async (token: string) => (await service.get(`/payments/${orderId}`, token)).status;
    const { token: payer } = sessions.open('cus-fr-003');
    const { token: other } = sessions.open('cus-fr-004');
    expect(await statusFor(payer)).toBe(200);
    expect(await statusFor('test-token-789')).toBe(200);
    expect(await statusFor(other)).toBe(404);
    expect(await statusFor('user-token-123')).toBe(404);
    const foreign = (await (await service.get(`/payments/${orderId}`, other)).json()) as { detail: string };
    expect(foreign.detail).toBe(`there is no payment of order ${orderId}`);
  });

  it.each([
    [
      'at once, for more cents than any book has room for',
      { amountCents: 3_000_000_000 },
      '1',
      'amountCents',
    ],
    [
      'after six attempts, for a customer id that PostgreSQL refuses',
      { customerId: 'de-wholesale\0' },
      '6',
      'invalid byte sequence',
    ],
  ])('parks an order %s', async (_, changes, attempts, cause) => {
    const orderId = randomUUID();
    await kafka.publish(topics.orderPlaced, orderId, anOrderPlaced({ orderId, ...changes }), {
      ce_id: randomUUID(),
    });
    const parked = deadLetterTopic(topics.orderPlaced, 'payment');
    await waitForEvent(parked, orderId);
    const { headers } = published[parked]!.find(({ key }) => key === orderId)!;
    expect(headers[deadLetterHeaders.attempts]).toBe(attempts);
    expect(headers[deadLetterHeaders.cause]).toContain(cause);
    expect(bank.askedFor(orderId)).toEqual([]);
  });

  it('queries the outcome of an interrupted attempt before another capture', async () => {
    const orderId = randomUUID();
    bank.hangUp.add(orderId);
    await place(orderId);
    expect(await waitForEvent(topics.paymentSettled, orderId)).toMatchObject({ captureId: `cap_${orderId}` });
    expect(bank.askedFor(orderId)).toEqual([`POST /captures ${orderId}`, `GET /captures/${orderId}`]);
    expect(bank.captures.get(orderId)).toMatchObject({ status: 'captured', amountCents: 4_900 });
  });

  it('charges again if the timed-out attempt was never booked', async () => {
    const orderId = randomUUID();
    let letGo = () => {};
    bank.hold.set(orderId, new Promise((resolve) => (letGo = resolve)));
    await place(orderId);
    await eventually(() => expect(bank.askedFor(orderId)).toContain(`GET /captures/${orderId}`));
    letGo();
    await waitForEvent(topics.paymentSettled, orderId);
    expect([...bank.captures.keys()].filter((id) => id === orderId)).toHaveLength(1);
  });

  it('publishes a decline as an outcome, not as a failure', async () => {
    const orderId = randomUUID();
    bank.decline.add(orderId);
    await place(orderId);
    expect(await waitForEvent(topics.paymentDeclined, orderId)).toMatchObject({
      reason: 'insufficient_funds',
    });
    expect(await waitForState(orderId, 'declined')).toMatchObject({ captureId: null });
    expect(bank.askedFor(orderId)).toHaveLength(1);
  });

  it('refunds once for repeated requests', async () => {
    const orderId = randomUUID();
    await place(orderId);
    await waitForState(orderId, 'settled');
    await askRefund(orderId);
    await askRefund(orderId);
    const refunded = { refundId: `ref_${orderId}`, amountCents: 4_900 };
    // The second request publishes the event again, in case the first event was lost.
    expect(await waitForEvent(topics.paymentRefunded, orderId, 2)).toMatchObject(refunded);
    await waitForState(orderId, 'refunded');
    await askRefund(orderId);
    await waitForEvent(topics.paymentRefunded, orderId, 3);
    for (const event of eventsOf(topics.paymentRefunded, orderId)) expect(event).toMatchObject(refunded);
    expect(bank.askedFor(orderId).filter((line) => line.startsWith('POST /refunds'))).toHaveLength(1);
  });

  it('never charges an order that was cancelled before its event arrived', async () => {
    const orderId = randomUUID();
    await askRefund(orderId);
    await waitForState(orderId, 'void');
    await place(orderId);
    expect(await waitForEvent(topics.paymentDeclined, orderId)).toMatchObject({
      reason: 'order_cancelled',
      amountCents: 4_900,
    });
    expect(bank.askedFor(orderId)).toEqual([]);
    const { token: payer } = sessions.open(anOrderPlaced().customerId);
    expect((await service.get(`/payments/${orderId}`, payer)).status).toBe(200);
  });

  it('refunds the capture of an interrupted attempt', async () => {
    const orderId = randomUUID();
    bank.mute.add(orderId);
    await place(orderId);
    await eventually(() => expect(bank.captures.has(orderId)).toBe(true));
    await askRefund(orderId);
    await eventually(() => expect(bank.askedFor(orderId)).toContain(`POST /refunds ${orderId}`));
    bank.mute.delete(orderId);
    await waitForState(orderId, 'refunded');
    expect(bank.refunds.get(orderId)).toMatchObject({ amountCents: 4_900 });
    await eventually(() => expect(eventsOf(topics.paymentRefunded, orderId)).not.toEqual([]));
  });

  it('can still stop a charge that has not yet reached the acquirer', async () => {
    const orderId = randomUUID();
    let letGo = () => {};
    bank.hold.set(orderId, new Promise((resolve) => (letGo = resolve)));
    await place(orderId);
    await eventually(() => expect(bank.askedFor(orderId)).toHaveLength(1));
    await askRefund(orderId);
    expect(await waitForState(orderId, 'declined')).toMatchObject({ reason: 'reversed' });
    letGo();
    await settledDown(orderId);
    expect(bank.captures.get(orderId)).toMatchObject({ status: 'declined', reason: 'reversed' });
    expect(bank.refunds.has(orderId)).toBe(false);
    expect(eventsOf(topics.paymentSettled, orderId)).toEqual([]);
  });

  it('ends payments without an outcome, captured or unknown at the acquirer, even if one of them fails', async () => {
    const [silent, captured, unheard] = [randomUUID(), randomUUID(), randomUUID()];
    bank.mute.add(silent);
    const amountCents = 4_900;
    bank.captures.set(captured, {
      status: 'captured',
      orderId: captured,
      amountCents,
      captureId: `cap_${captured}`,
    });
    const source = service.app.get(DataSource);
    const insert = `INSERT INTO payments (order_id, state, amount_cents, country, updated_at)
      VALUES ($1, 'requested', $2, 'DE', now() - interval '1 day')`;
    for (const orderId of [silent, captured, unheard]) await source.query(insert, [orderId, amountCents]);
    await service.app.get(UnansweredPaymentsSweep).run();
    expect(await waitForEvent(topics.paymentRefunded, captured)).toMatchObject({
      refundId: `ref_${captured}`,
    });
    expect(await waitForEvent(topics.paymentDeclined, unheard)).toMatchObject({ reason: 'reversed' });
    await waitForState(captured, 'refunded');
    await waitForState(unheard, 'declined');
    await waitForState(silent, 'requested');
    bank.mute.delete(silent);
    await source.query('DELETE FROM payments WHERE order_id = $1', [silent]);
  });

  it('has nothing to refund after a decline', async () => {
    const orderId = randomUUID();
    bank.decline.add(orderId);
    await place(orderId);
    await waitForState(orderId, 'declined');
    await askRefund(orderId);
    await settledDown(orderId);
    await waitForState(orderId, 'declined');
    expect(bank.refunds.has(orderId)).toBe(false);
  });

  it('keeps an order during an outage of the acquirer, reports the wait, and charges it once afterwards', async () => {
    const orderId = randomUUID();
    const ready = async () => (await (await service.get('/health/ready')).json()) as { details: object };
    bank.isDown = true;
    await place(orderId);
    await eventually(async () =>
      expect((await ready()).details).toMatchObject({
        acquirer: { status: 'down' },
        consumer: { status: 'up' },
        partitions: {
          status: 'up',
          degraded: expect.stringContaining('waits for acquirer'),
        },
      }),
    );
    bank.isDown = false;
    await waitForState(orderId, 'settled');
    expect(await waitForEvent(topics.paymentSettled, orderId)).toMatchObject({ captureId: `cap_${orderId}` });
    const parked = published[deadLetterTopic(topics.orderPlaced, 'payment')]!;
    expect(parked.filter(({ key }) => key === orderId)).toEqual([]);
    expect(bank.askedFor(orderId).filter((line) => line.startsWith('POST /captures'))).toHaveLength(1);
    expect(JSON.stringify((await ready()).details)).not.toContain('waits for');
  });

  it('parks a malformed event and continues', async () => {
    const broken = randomUUID();
    const sound = randomUUID();
    await kafka.publish(topics.orderPlaced, broken, { orderId: broken }, { ce_id: randomUUID() });
    await place(sound);
    await waitForEvent(topics.paymentSettled, sound);
    await waitForEvent(deadLetterTopic(topics.orderPlaced, 'payment'), broken);
  });

  it('lists its dependencies in its health check, and restricts access to its totals', async () => {
    expect(await (await service.get('/health/ready')).json()).toMatchObject({
      status: 'ok',
      details: { postgres: { status: 'up' }, kafka: { status: 'up' }, acquirer: { status: 'up' } },
    });
    const summary = (await (await service.get('/payments/summary')).json()) as {
      states: PaymentsSummary['states'];
    };
    // Other specs publish orders on the same Kafka, so there may be more.
    expect(summary.states.void).toBeGreaterThanOrEqual(1);
    expect(summary.states.requested).toBe(0);
    const unknown = await service.get(`/payments/${randomUUID()}`);
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get('content-type')).toContain('application/problem+json');
  });

  it('limits the wait for a database connection', async () => {
    const source = service.app.get(DataSource);
    const taken = Array.from({ length: databasePoolSize }, () => source.createQueryRunner());
    await Promise.all(taken.map((connection) => connection.connect()));
    const refused = await service.get(`/payments/${randomUUID()}`);
    await Promise.all(taken.map((connection) => connection.release()));
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await service.get(`/payments/${randomUUID()}`)).status).toBe(404);
  });
});
