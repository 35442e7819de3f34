import { createHash, timingSafeEqual } from 'node:crypto';
import { answersAnyHost, refuseHost, refuseWrite, type RequestHead } from '@webstore/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from './problems.ts';

/** The route without a token: the supervisor calls it, and it says only that the process answers. */
export const livePath = '/health/live';

/** In place of those of a service, which name settings that the host does not have. */
const details: Record<number, string> = {
  421: 'the host answers under loopback names alone',
  403: 'the request comes from a page of another origin, which may not write',
};

/** Refuses, before the body is read, every request that no program of this lab's owner has sent. */
export function guardAccess(server: FastifyInstance, token: string): void {
  const expected = digestOf(token);
  server.addHook('onRequest', async (request) => {
    const path = request.routeOptions.url ?? '';
    const head = headOf(request);
    const refusal = (answersAnyHost(path) ? undefined : refuseHost(head, {})) ?? refuseWrite(head, {});
    if (refusal)
      throw Object.assign(new Error(details[refusal.status] ?? refusal.detail), {
        statusCode: refusal.status,
      });
    if (path === livePath) return;
    // Digests have one length, and the comparison takes the same time for each.
    if (!timingSafeEqual(digestOf(bearerOf(request)), expected))
      throw new Refused(
        'unauthenticated',
        'send Authorization: Bearer <token>, with `host` of secrets.json in the home of the lab',
      );
    // Also for unknown paths: without the token, every path has the same answer.
    if (request.is404)
      throw new Refused('not_found', `There is no ${request.method} ${path || request.url}.`);
  });
}

const digestOf = (text: string) => createHash('sha256').update(text).digest();
const bearerOf = ({ headers }: FastifyRequest) =>
  /^bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';

function headOf({ method, raw }: FastifyRequest): RequestHead {
  return { method, target: raw.url ?? '', rawHeaders: raw.rawHeaders };
}
