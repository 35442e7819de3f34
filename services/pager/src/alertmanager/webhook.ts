import { z } from 'zod';

const moment = z.iso.datetime({ offset: true });
const texts = z.record(z.string(), z.string());

export const notifiedAlert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: texts,
  annotations: texts,
  startsAt: moment.optional(),
  /** Year 1 while the alert is firing. */
  endsAt: moment.optional(),
  fingerprint: z.string().min(1),
});

/** One alert of a notification: its complete state, not a change. */
export type NotifiedAlert = z.infer<typeof notifiedAlert>;

/**
 * Body of Alertmanager's webhook, version 4. Fields that we do not read are optional. The alerts are parsed one by one, so
 * that an invalid one does not affect the others.
 */
export const webhook = z.looseObject({
  version: z.literal('4'),
  receiver: z.string(),
  alerts: z.array(z.unknown()),
});

/** Maximum body size: a group may have thousands of alerts of about one kilobyte, and Alertmanager does not retry after a 413. */
export const webhookLimitBytes = 8 * 1024 * 1024;
