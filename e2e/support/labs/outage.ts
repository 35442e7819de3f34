import { setTimeout as pause } from 'node:timers/promises';
import { captureOutcome } from '@webstore/contracts';
import { Kafka, logLevel } from 'kafkajs';
import { expect } from 'vitest';
import { mapConcurrently } from '@webstore/lab-core/map-concurrently.ts';
import { allOrdersEnd, accountsBalance } from '../assertions/accounting-invariants.ts';
import { ClosedLoopCustomers } from '../customers/closed-loop-customers.ts';
import { PurchaseRequests } from '../customers/purchase-requests.ts';
import { lab, ready, shop } from './running-lab.ts';
import { type WayToFail, waysToFail } from '../assertions/ways-to-fail.ts';

/** Results of the orders that were accepted before, during and after an outage. */
export interface OutageResult {
  component: string;
  how: WayToFail;
  seconds: number;
  accepted: number;
  completed: number;
  declined: number;
  /** Orders that ended differently from the bank's decision: an outage must cause none. */
  otherwise: string[];
  deadLettered: number;
  chargedTwice: number;
  /** From the end of the outage until no accepted order was pending, in seconds. */
  recoverySeconds: number;
  /** Requests during the outage without an answer in time, or with a failure that no outage excuses. */
  wrongAnswers: string[];
  /** Number of answers during the outage by step of a purchase and status. */
  answers: PurchaseRequests['answers'];
}

/** Makes a component fail for this long while customers buy, and follows every accepted order to its end. */
export async function sufferOutage(
  component: string,
  how: WayToFail,
  seconds: number,
): Promise<OutageResult> {
  await ready();
  const parkedBefore = await parked();
  const ledgerBefore = await shop.ledger();
  const crowd = new ClosedLoopCustomers(4, 300, () => true, seconds * 1_000 + 300_000);
  const requests = await PurchaseRequests.begin();
  let back: number;
  try {
    await crowd.buysMore(10);
    await waysToFail[how].begin(component);
    // The duration of the outage.
    await pause(seconds * 1_000);
    await waysToFail[how].end(component);
    back = Date.now();
    await ready();
    await crowd.buysMore(10);
  } finally {
    // A failed outage must not leave its customers to the next one.
    await Promise.all([requests.end(), crowd.leave()]);
  }
  await allOrdersEnd(600_000);
  const recoverySeconds = Math.round((Date.now() - back) / 1_000);
  const accepted = [...crowd.accepted, ...requests.accepted];
  const outcomes = await mapConcurrently(accepted, outcome);
  const captured = outcomes.filter(({ state }) => state === 'completed').length;
  await accountsBalance();
  const { captures } = await shop.ledger();
  return {
    component,
    how,
    seconds,
    recoverySeconds,
    accepted: accepted.length,
    completed: captured,
    declined: outcomes.filter(({ reason }) => reason === 'payment_declined').length,
    otherwise: outcomes.flatMap(({ difference }) => difference ?? []),
    deadLettered: (await parked()) - parkedBefore,
    chargedTwice: Math.max(0, captures - ledgerBefore.captures - captured),
    wrongAnswers: requests.wrong,
    answers: requests.answers,
  };
}

/** The result of an order, and the bank's decision, which depends on the order's id alone. */
async function outcome(id: string) {
  const { state, reason } = await shop.order(id);
  const answer = await fetch(`${lab.url('acquirer')}/captures/${id}`);
  expect(answer.status, `the bank on order ${id}`).toBe(200);
  const { status } = captureOutcome.parse(await answer.json());
  const agrees = status === 'captured' ? state === 'completed' : reason === 'payment_declined';
  return { state, reason, ...(!agrees && { difference: `${id}: ${state} (${reason}), bank: ${status}` }) };
}

/** Messages in all dead-letter topics, replayed or not. */
async function parked(): Promise<number> {
  const kafka = new Kafka({ brokers: [`127.0.0.1:${lab.port('kafka')}`], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  try {
    const topics = (await admin.listTopics()).filter((topic) => topic.endsWith('.dlq'));
    const offsets = (await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(topic)))).flat();
    return offsets.reduce((sum, { high }) => sum + Number(high), 0);
  } finally {
    await admin.disconnect();
  }
}
