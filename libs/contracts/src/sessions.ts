import { z } from 'zod';

/** The customer that `USER_TOKEN` stands for. */
export const demoCustomerId = 'cus-de-001';

/** Body of the demo login. It needs no password. */
export const createSession = z.strictObject({
  customerId: z.string().regex(/^[a-z0-9-]{1,64}$/, 'must be 1 to 64 lower-case letters, digits or -'),
});
/** A valid {@link createSession}. */
export type CreateSession = z.infer<typeof createSession>;

/** Response body of `POST /sessions`. `expiresAt` is UTC. */
export const session = z.object({
  /** Sent as `Authorization: Bearer <token>` to every service of the shop. */
  token: z.string(),
  customerId: z.string(),
  expiresAt: z.iso.datetime(),
});
/** A valid {@link session}. */
export type Session = z.infer<typeof session>;
