import { z } from 'zod';

const moment = z.iso.datetime({ offset: true });
const texts = z.record(z.string(), z.string());

const notifiedAlert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: texts,
  annotations: texts,
  startsAt: moment,
  /** Year 1 while the alert fires. */
  endsAt: moment,
  fingerprint: z.string().min(1),
});

/** One alert of a notification: the whole state, and not a change. */
export type NotifiedAlert = z.infer<typeof notifiedAlert>;

/** Body of Alertmanager's webhook, version 4. What we do not read may be there or not. */
export const webhook = z.object({
  version: z.literal('4'),
  receiver: z.string(),
  alerts: z.array(notifiedAlert),
});
export type Webhook = z.infer<typeof webhook>;

/** A group of thousands of alerts is not unheard of; after a 413 Alertmanager would send the same again, and again. */
export const bodyLimit = 32 * 1024 * 1024;
