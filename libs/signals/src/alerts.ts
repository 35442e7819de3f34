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

const silence = z.object({
  id: z.string(),
  status: z.object({ state: z.enum(['active', 'pending', 'expired']) }),
  matchers: z.array(
    z.object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean().optional() }),
  ),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  createdBy: z.string(),
  comment: z.string(),
});
export type Silence = z.infer<typeof silence>;

/** Reads an Alertmanager (API v2). */
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
}
