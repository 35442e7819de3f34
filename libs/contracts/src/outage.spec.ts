import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from './domain-error';
import { isOutage } from './outage';

const withFields = (message: string, fields: object) => Object.assign(new Error(message), fields);

const outages: Record<string, unknown> = {
  'a refused connection': withFields('connect ECONNREFUSED', { code: 'ECONNREFUSED' }),
  'a PostgreSQL that shuts down': withFields('terminating connection', { code: '57P01' }),
  'a PostgreSQL without connections left': withFields('sorry, too many clients already', { code: '53300' }),
  'a connection failure of PostgreSQL': withFields('connection failure', { code: '08006' }),
  'a statement that took too long': withFields('canceling statement', { code: '57014' }),
  'a pool without a free connection': new Error('timeout exceeded when trying to connect'),
  'a query without an answer': new Error('Query read timeout'),
  'a connection that broke': new Error('Connection terminated unexpectedly'),
  'a Redis that is down': withFields('Reached the max retries', { name: 'MaxRetriesPerRequestError' }),
  'a Redis that does not answer': new Error('Command timed out'),
  'a Redis that is full': withFields('OOM command not allowed', { name: 'ReplyError' }),
  'a Redis that loads its data': withFields('LOADING Redis is loading', { name: 'ReplyError' }),
  'a Redis that is a replica': withFields("READONLY You can't write", { name: 'ReplyError' }),
  'a Kafka that is down': withFields('Connection error', { name: 'KafkaJSConnectionError' }),
  'a Kafka that names no coordinator': withFields('Failed to find group coordinator', {
    name: 'KafkaJSGroupCoordinatorNotFound',
  }),
  'a Kafka that was tried often enough': withFields('', { name: 'KafkaJSNumberOfRetriesExceeded' }),
  'an upstream that does not answer': new DomainError('upstream_unavailable', 'cart answered 503'),
  'a call that took too long': new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
  'a full disk under SQLite': withFields('database or disk is full', {
    code: 'ERR_SQLITE_ERROR',
    errcode: 13,
  }),
};
const others: Record<string, unknown> = {
  'a bug': new TypeError("Cannot read properties of undefined (reading 'id')"),
  'a value that PostgreSQL cannot hold': withFields('invalid byte sequence', { code: '22021' }),
  'a number out of range': withFields('integer out of range', { code: '22003' }),
  'a broken constraint': withFields('duplicate key', { code: '23505' }),
  'a wrong statement': withFields('syntax error', { code: '42601' }),
  'a wrong command of Redis': withFields('WRONGTYPE Operation against a key', { name: 'ReplyError' }),
  'a message that Kafka does not take': withFields('too large', {
    name: 'KafkaJSProtocolError',
    retriable: false,
  }),
  'a broken constraint of SQLite': withFields('UNIQUE', { code: 'ERR_SQLITE_ERROR', errcode: 2067 }),
  'a refusal of the domain': new DomainError('conflict', 'not now'),
  'a text': 'Query read timeout',
  nothing: undefined,
};

type Wrap = (inner: unknown) => unknown;
const wraps: Wrap[] = [
  (cause) => new Error('could not', { cause }),
  (driverError) => withFields('', { name: 'QueryFailedError', driverError }),
  (error) => new AggregateError([error, error]),
  (error) => withFields('EXECABORT', { name: 'ReplyError', previousErrors: [error] }),
];
const wrapped = fc.array(fc.constantFrom(...wraps), { maxLength: 6 });
const within = (layers: Wrap[], error: unknown) => layers.reduce((inner, wrap) => wrap(inner), error);

describe('isOutage', () => {
  it.each(Object.entries(outages))('classifies %s as an outage, at any depth of causes', (_, error) => {
    fc.assert(fc.property(wrapped, (layers) => isOutage(within(layers, error))));
  });

  it.each(Object.entries(others))('does not classify %s as an outage, at any depth of causes', (_, error) => {
    fc.assert(fc.property(wrapped, (layers) => !isOutage(within(layers, error))));
  });

  it('classifies an aggregate of outages and a bug as a bug', () => {
    const [refused, bug] = [outages['a refused connection'], others['a bug']];
    expect(isOutage(new AggregateError([refused, bug]))).toBe(false);
    expect(isOutage(new AggregateError([]))).toBe(false);
  });

  it('terminates for circular causes, and accepts any value', () => {
    const [one, other] = [new Error('one'), new Error('other')];
    one.cause = other;
    other.cause = one;
    expect(isOutage(one)).toBe(false);
    fc.assert(fc.property(fc.anything({ withNullPrototype: true }), (value) => !isOutage(value)));
  });
});
