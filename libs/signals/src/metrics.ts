import { asSeconds, type Period } from './period';
import {
  type AlertRule,
  type Exemplar,
  exemplarAnswer,
  instantAnswer,
  rangeAnswer,
  rulesAnswer,
  type Sample,
  type Series,
  type Target,
  targetsAnswer,
} from './metrics-answers';
import { SignalStore, type StoreOptions } from './signal-store';

/** Reads a Prometheus, or whatever speaks its HTTP API (Mimir under `/prometheus`). */
export class Metrics {
  private readonly store: SignalStore;

  constructor(options: StoreOptions) {
    this.store = new SignalStore('prometheus', options);
  }

  /** The value of each series of `query` at one moment; a scalar is one sample without labels. */
  async instant(query: string, at?: Date): Promise<Sample[]> {
    const time = at && asSeconds(at);
    return (await this.store.get('/api/v1/query', { query, time }, instantAnswer)).data;
  }

  /** The values of each series of `query` over a period, one every `stepSeconds`. */
  async range(query: string, period: Period, stepSeconds: number): Promise<Series[]> {
    const parameters = { query, ...bounds(period), step: stepSeconds };
    return (await this.store.get('/api/v1/query_range', parameters, rangeAnswer)).data.result;
  }

  /** The samples themselves, as they were scraped or recorded, of the `window` (such as `5m`) before a moment. */
  async samples(selector: string, window: string, at?: Date): Promise<Series[]> {
    const parameters = { query: `${selector}[${window}]`, time: at && asSeconds(at) };
    return (await this.store.get('/api/v1/query', parameters, rangeAnswer)).data.result;
  }

  /** The exemplars of the series that `query` reads, oldest first. */
  async exemplars(query: string, period: Period): Promise<Exemplar[]> {
    const parameters = { query, ...bounds(period) };
    const { data } = await this.store.get('/api/v1/query_exemplars', parameters, exemplarAnswer);
    return data.flat().sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  /** What is scraped now, and whether the last scrape worked. */
  async targets(): Promise<Target[]> {
    const parameters = { state: 'active' };
    return (await this.store.get('/api/v1/targets', parameters, targetsAnswer)).data.activeTargets;
  }

  /** The alert rules that are loaded, with the alerts that each has pending or firing. */
  async alertRules(): Promise<AlertRule[]> {
    const { data } = await this.store.get('/api/v1/rules', { type: 'alert' }, rulesAnswer);
    return data.groups.flatMap(({ rules }) => rules);
  }
}

const bounds = ({ from, to }: Period) => ({ start: asSeconds(from), end: asSeconds(to) });
