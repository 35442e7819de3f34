import { z } from 'zod';

/** The customer that `USER_TOKEN` stands for. */
export const demoCustomerId = 'cus-de-001';

/** The demo login: it takes no password. */
export const createSession = z.object({ customerId: z.string().min(1).max(64) });
export type CreateSession = z.infer<typeof createSession>;

export const session = z.object({
  /** For `Authorization: Bearer <token>`, at every service of the shop. */
  token: z.string(),
  customerId: z.string(),
  expiresAt: z.iso.datetime(),
});
export type Session = z.infer<typeof session>;
