import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ZodValidationException } from 'nestjs-zod';
import { z } from 'zod';

const length = 'must hold 1 to 128 characters';
const header = z.object({ 'idempotency-key': z.string(length).trim().min(1, length).max(128, length) });

/** The request's Idempotency-Key. Refused if it is missing, empty or too long. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
  const read = header.safeParse(headers);
  if (!read.success) throw new ZodValidationException(read.error);
  return read.data['idempotency-key'];
});
