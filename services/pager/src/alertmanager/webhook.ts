import { z } from 'zod';

const moment = z.iso.datetime({ offset: true });
const texts = z.record(z.string(), z.string());

export const notifiedAlert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: texts,
  annotations: texts,
  startsAt: moment.optional(),
  /** Year 1 while the alert fires. */
  endsAt: moment.optional(),
  fingerprint: z.string().min(1),
});

/** One alert of a notification: the whole state, and not a change. */
export type NotifiedAlert = z.infer<typeof notifiedAlert>;

/**
 * Body of Alertmanager's webhook, version 4. What we do not read may be there or not. The alerts are parsed one by one: one
 * that cannot be read must not cost the others their page.
 */
export const webhook = z.looseObject({
  version: z.literal('4'),
  receiver: z.string(),
  alerts: z.array(z.unknown()),
});

/** A group of thousands of alerts is not unheard of, and each has about a kilobyte. Alertmanager does not send again after a 413. */
export const webhookLimitBytes = 8 * 1024 * 1024;
