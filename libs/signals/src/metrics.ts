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

/** Client of the Prometheus HTTP API; also works for Mimir (under `/prometheus`). */
export class Metrics {
  private readonly store: SignalStore;

  constructor(options: StoreOptions) {
    this.store = new SignalStore('prometheus', options);
  }

  /** The value of each series of `query` at one time (default: now). A scalar is one sample without labels. */
  async instant(query: string, at?: Date): Promise<Sample[]> {
    const time = at && asSeconds(at);
    return (await this.store.get('/api/v1/query', { query, time }, instantAnswer)).data;
  }

  /** The values of each series of `query` over a period, one every `stepSeconds`. */
  async range(query: string, period: Period, stepSeconds: number): Promise<Series[]> {
    const parameters = { query, ...bounds(period), step: stepSeconds };
    return (await this.store.get('/api/v1/query_range', parameters, rangeAnswer)).data.result;
  }

  /** The raw samples of `selector` in the `window` (such as `5m`) before `at` (default: now). */
  async samples(selector: string, window: string, at?: Date): Promise<Series[]> {
    const parameters = { query: `${selector}[${window}]`, time: at && asSeconds(at) };
    return (await this.store.get('/api/v1/query', parameters, rangeAnswer)).data.result;
  }

  /** The exemplars of the series in `query`, oldest first. */
  async exemplars(query: string, period: Period): Promise<Exemplar[]> {
    const parameters = { query, ...bounds(period) };
    const { data } = await this.store.get('/api/v1/query_exemplars', parameters, exemplarAnswer);
    return data.flat().sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  /** The active scrape targets, with the result of the last scrape. */
  async targets(): Promise<Target[]> {
    const parameters = { state: 'active' };
    return (await this.store.get('/api/v1/targets', parameters, targetsAnswer)).data.activeTargets;
  }

  /** The loaded alert rules, each with its pending and firing alerts. */
  async alertRules(): Promise<AlertRule[]> {
    const { data } = await this.store.get('/api/v1/rules', { type: 'alert' }, rulesAnswer);
    return data.groups.flatMap(({ rules }) => rules);
  }
}

const bounds = ({ from, to }: Period) => ({ start: asSeconds(from), end: asSeconds(to) });
