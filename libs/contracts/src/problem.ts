import { z } from 'zod';

/** Problem details (RFC 9457), the body of every error answer, `application/problem+json`. */
export const problem = z.object({
  /** `urn:webstore:problem:<slug>` */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** What was wrong with the request, one entry a field. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;
