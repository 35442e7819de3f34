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
/** An alert as Alertmanager holds it. Times are UTC. */
export type Alert = z.infer<typeof alert>;

const matcher = z.object({
  name: z.string(),
  value: z.string(),
  isRegex: z.boolean(),
  isEqual: z.boolean().optional(),
});
/** A condition of a silence on one label. */
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
/** A silence as Alertmanager stores it. Times are UTC. */
export type Silence = z.infer<typeof silence>;

/** A silence to create: it mutes notifications of matching alerts. */
export interface NewSilence {
  /** Labels that must all be equal. */
  labels: Record<string, string>;
  /** End of the silence. It starts now. */
  until: Date;
  createdBy: string;
  comment: string;
}

const status = z.object({ uptime: z.iso.datetime({ offset: true }).transform((text) => new Date(text)) });

/** Client of an Alertmanager (API v2): alerts and silences. */
export class Alerts {
  private readonly store: SignalStore;

  constructor(options: StoreOptions) {
    this.store = new SignalStore('alertmanager', options);
  }

  /** Its current alerts, including silenced and inhibited ones. An alert must satisfy all `matchers`, such as `severity="page"`. */
  async list(matchers: string[] = []): Promise<Alert[]> {
    return this.store.get('/api/v2/alerts', { filter: matchers }, z.array(alert));
  }

  /**
   * All silences, expired ones included.
   *
   * @throws SignalProblem if Alertmanager does not answer
   */
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

  /** Ends a silence early. @returns false if there is no silence with this id */
  async endSilence(id: string): Promise<boolean> {
    return this.store.delete(`/api/v2/silence/${encodeURIComponent(id)}`);
  }

  /** Start time of Alertmanager. It keeps alerts in memory only, so it has none from before the start. */
  async startedAt(): Promise<Date> {
    return (await this.store.get('/api/v2/status', {}, status)).uptime;
  }
}
