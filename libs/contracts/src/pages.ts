import { z } from 'zod';

const moment = z.iso.datetime();
const texts = z.record(z.string(), z.string());

/** `page` notifies the on-call engineer at once; `ticket` waits for the next morning and notifies no one. */
export const pageSeverities = ['page', 'ticket'] as const;

/** Escalation levels. An unacknowledged page goes from one to the next; a ticket stays in the queue. */
export const pageLevels = ['queue', 'first', 'second', 'everyone'] as const;
/** One of the {@link pageLevels}. */
export type PageLevel = (typeof pageLevels)[number];

/** One occurrence of an alert, as the pager stores it. Times are UTC. */
export const page = z.object({
  id: z.number().int(),
  status: z.enum(['firing', 'resolved']),
  alert: z.string(),
  severity: z.enum(pageSeverities),
  team: z.string(),
  labels: texts,
  /** The annotations of the alert rule, such as summary, impact, runbook_url, dashboard_url, traces, exemplars. */
  annotations: texts,
  /** Id of a trace that shows the failure; null until an exemplar of the alert is found. */
  traceId: z.string().nullable(),
  /** Set by Alertmanager: the same for repeated notifications about one occurrence of an alert. */
  fingerprint: z.string(),
  startsAt: moment,
  receivedAt: moment,
  resolvedAt: moment.nullable(),
  /** The receiver that Alertmanager's routing selected. */
  receiver: z.string(),
  /** Notifications sent, oldest first. Each one after the first is an escalation. */
  notifications: z.array(z.object({ level: z.enum(pageLevels), people: z.array(z.string()), at: moment })),
  acknowledged: z.object({ by: z.string(), at: moment }).nullable(),
});
/** A valid {@link page}. */
export type Page = z.infer<typeof page>;

/** Query of `GET /pages`. Sorted by: firing first, then severity `page` before `ticket`, then newest first. */
export const pagesQuery = z.strictObject({
  status: page.shape.status.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
/** A valid {@link pagesQuery}, with its defaults. */
export type PagesQuery = z.infer<typeof pagesQuery>;

/** Body of `POST /pages/:id/acknowledge`. */
export const acknowledgePage = z.strictObject({ by: z.string().trim().min(1).max(100) });
