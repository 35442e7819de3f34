import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '@webstore/contracts';
import type { z } from 'zod';

/** Validates an event against its contract. An invalid message stays invalid, so there is no retry. */
@Injectable()
export class EventPipe<T> implements PipeTransform<unknown, T> {
  constructor(private readonly schema: z.ZodType<T>) {}

  transform(value: unknown): T {
    const result = this.schema.safeParse(value);
    if (result.success) return result.data;
    const wrong = result.error.issues.map(({ path, message }) => `${path.join('.') || 'event'}: ${message}`);
    throw new DomainError('invalid_request', wrong.join('; '));
  }
}
