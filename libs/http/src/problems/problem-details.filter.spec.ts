import { type ArgumentsHost, Logger } from '@nestjs/common';
import { DomainError } from '@webstore/contracts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProblemDetailsFilter } from './problem-details.filter';

const request = { method: 'GET', url: '/things', routeOptions: { url: '/things' }, raw: {} };
const reply = new Proxy({}, { get: (_, name) => (name === 'sent' ? false : () => reply) });
const host = {
  getType: () => 'http',
  switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }),
} as unknown as ArgumentsHost;

/** The arguments of the logger after the message. */
function loggedFor(thrown: unknown, level: 'warn' | 'error'): [fields: object, error: Error] {
  const log = vi.spyOn(Logger.prototype, level).mockReturnValue();
  new ProblemDetailsFilter((text) => text, 'own').catch(thrown, host);
  expect(log).toHaveBeenCalledTimes(1);
  return log.mock.calls[0]!.slice(1) as [object, Error];
}

describe('the line about a request that failed', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('of an outage has the type, message and causes of the error, and no stack', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const thrown = new DomainError('upstream_unavailable', 'catalog is down', { cause });
    const [fields, error] = loggedFor(thrown, 'warn');
    expect(fields).toMatchObject({ 'http.route': '/things', 'http.response.status_code': 503 });
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ message: 'catalog is down', cause, stack: undefined });
    expect(thrown.stack).toContain('catalog is down');
  });

  it('of a bug has the original error', () => {
    const thrown = new TypeError('no such thing');
    expect(loggedFor(thrown, 'error')[1]).toBe(thrown);
  });
});
