import {
  KafkaJSConnectionError,
  KafkaJSNonRetriableError,
  KafkaJSNumberOfRetriesExceeded,
  KafkaJSProtocolError,
} from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { isRefused } from './parking';

const protocol = (type: string, retriable: boolean) =>
  new KafkaJSProtocolError({ name: type, message: type, type, code: 0, retriable } as never);
const wrapped = (cause: Error) => Object.assign(new KafkaJSNonRetriableError(cause as never), { cause });

describe('a message that cannot be sent', () => {
  it.each([
    ['too large', wrapped(protocol('MESSAGE_TOO_LARGE', false))],
    ['not to be encoded', wrapped(new TypeError('The "string" argument must be of type string'))],
  ])('is refused: %s', (_what, error) => expect(isRefused(error)).toBe(true));

  it.each([
    ['no connection', wrapped(new KafkaJSConnectionError('connect ECONNREFUSED'))],
    ['a socket that broke', wrapped(new Error('read ECONNRESET'))],
    [
      'no leader for long',
      new KafkaJSNumberOfRetriesExceeded(protocol('LEADER_NOT_AVAILABLE', true), {} as never),
    ],
    ['no answer in time', new Error('no answer within 10000 ms')],
  ])('is not refused while Kafka is down: %s', (_what, error) => expect(isRefused(error)).toBe(false));
});
