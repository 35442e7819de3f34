import { z } from 'zod';
import { SignalStore, type StoreOptions } from './signal-store';

const labels = z.record(z.string(), z.string());

const alert = z.object({
  fingerprint: z.string(),
  labels,
  annotations: labels,
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  generatorURL: z.string().optional(),
  receivers: z.array(z.object({ name: z.string() })),
  status: z.object({
    state: z.enum(['active', 'suppressed', 'unprocessed']),
    silencedBy: z.array(z.string()),
    inhibitedBy: z.array(z.string()),
  }),
});
export type Alert = z.infer<typeof alert>;

const matcher = z.object({
  name: z.string(),
  value: z.string(),
  isRegex: z.boolean(),
  isEqual: z.boolean().optional(),
});
export type Matcher = z.infer<typeof matcher>;

const silence = z.object({
  id: z.string(),
  status: z.object({ state: z.enum(['active', 'pending', 'expired']) }),
  matchers: z.array(matcher),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  createdBy: z.string(),
  comment: z.string(),
});
export type Silence = z.infer<typeof silence>;

/** What nobody shall hear of for a while. */
export interface NewSilence {
  /** Labels that must all be equal. */
  labels: Record<string, string>;
  /** From now until then. */
  until: Date;
  createdBy: string;
  comment: string;
}

const status = z.object({ uptime: z.iso.datetime({ offset: true }).transform((text) => new Date(text)) });

/** An Alertmanager (API v2): what it holds, and its silences. */
export class Alerts {
  private readonly store: SignalStore;

  constructor(options: StoreOptions) {
    this.store = new SignalStore('alertmanager', options);
  }

  /** The alerts it holds, silenced and inhibited ones included. `matchers` such as `severity="page"` must all fit. */
  async list(matchers: string[] = []): Promise<Alert[]> {
    return this.store.get('/api/v2/alerts', { filter: matchers }, z.array(alert));
  }

  async silences(): Promise<Silence[]> {
    return this.store.get('/api/v2/silences', {}, z.array(silence));
  }

  /** @returns the silence's id */
  async silence({ labels, until, createdBy, comment }: NewSilence): Promise<string> {
    const matchers = Object.entries(labels).map(([name, value]): Matcher => ({
      name,
      value,
      isRegex: false,
      isEqual: true,
    }));
    const body = { matchers, startsAt: new Date(), endsAt: until, createdBy, comment };
    return (await this.store.post('/api/v2/silences', body, z.object({ silenceID: z.string() }))).silenceID;
  }

  /** Ends a silence before its time. @returns false when there is none with this id */
  async endSilence(id: string): Promise<boolean> {
    return this.store.delete(`/api/v2/silence/${encodeURIComponent(id)}`);
  }

  /** When it started. What it holds lives in its memory: before that it knew nothing of today's alerts. */
  async startedAt(): Promise<Date> {
    return (await this.store.get('/api/v2/status', {}, status)).uptime;
  }
}
