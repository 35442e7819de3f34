import { z } from 'zod';

const moment = z.iso.datetime();
const texts = z.record(z.string(), z.string());

/** `page` wakes a person; `ticket` is for the next morning, and nobody is called. */
export const pageSeverities = ['page', 'ticket'] as const;

/** Who hears of a page, one after another while nobody acknowledges it. A ticket goes to the queue and stays there. */
export const pageLevels = ['queue', 'first', 'second', 'everyone'] as const;
export type PageLevel = (typeof pageLevels)[number];

/** One occurrence of an alert, as the pager keeps it. Moments are UTC. */
export const page = z.object({
  id: z.number().int(),
  status: z.enum(['firing', 'resolved']),
  alert: z.string(),
  severity: z.enum(pageSeverities),
  team: z.string(),
  labels: texts,
  /** summary, impact, runbook_url, dashboard_url, traces, exemplars: whatever the rule says. */
  annotations: texts,
  /** A trace that shows the failure, once an exemplar of the alert was found. */
  traceId: z.string().nullable(),
  /** Alertmanager's: the same alert in the same state of the world has the same two. */
  fingerprint: z.string(),
  startsAt: moment,
  receivedAt: moment,
  resolvedAt: moment.nullable(),
  /** The receiver that Alertmanager's routes chose. */
  receiver: z.string(),
  /** Who was told, in the order in which it happened; from the second on it is an escalation. */
  notifications: z.array(z.object({ level: z.enum(pageLevels), people: z.array(z.string()), at: moment })),
  acknowledged: z.object({ by: z.string(), at: moment }).nullable(),
});
export type Page = z.infer<typeof page>;

/** Query of `GET /pages`: what fires comes first, and of that the pages; then the newest. */
export const pagesQuery = z.strictObject({
  status: page.shape.status.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type PagesQuery = z.infer<typeof pagesQuery>;

/** Body of `POST /pages/:id/acknowledge`. */
export const acknowledgePage = z.strictObject({ by: z.string().trim().min(1).max(100) });
