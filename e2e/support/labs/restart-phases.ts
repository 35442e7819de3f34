import { eventually } from '@webstore/testing';
import { expect } from 'vitest';
import { AlertingChain, type ChainPart } from './alerting-chain.ts';
import { type FakeShop, FakeShops } from '../fakes/fake-shop-exporter.ts';

export interface Restart {
  how: 'restart' | 'kill';
  parts: ChainPart[];
}

/** The phases of an outage, each in its own shop. */
const phases = ['quiet', 'pending', 'firing', 'recovering', 'over', 'symptom'] as const;
type Phase = (typeof phases)[number];
/** By phase, each page and each first notification. */
type Seen = Record<Phase, string[]>;

const page = ['ServiceDown', 'ServiceDown → first'];
/** The result that a person sees in the end, as if nothing had been restarted. */
export const expectedPages: Seen = {
  quiet: [],
  pending: page,
  firing: page,
  recovering: page,
  over: page,
  symptom: [
    'ConsumerLag',
    'ConsumerLag → queue',
    'SyntheticJourneyFailing',
    'SyntheticJourneyFailing → first',
  ],
};

/**
 * Restarts components of a chain while shops are in every phase of an outage.
 *
 * @returns a person's view before the restart, after the chain had settled again, and after the outages had
 * ended
 */
export async function seenAround({ how, parts }: Restart, portOffset: number, clock: number) {
  const chain = await AlertingChain.open(portOffset, clock);
  const shops = await FakeShops.open(chain);
  try {
    const outage = new Outage(chain, shops);
    await outage.reachEveryPhase();
    const before = await outage.seen();
    await chain.restart(how, parts);
    const since = await chain.evaluations();
    await outage.isPaged('pending');
    await chain.settles(since);
    const settled = await outage.seen();
    await outage.end();
    return { before, settled, after: await outage.seen() };
  } finally {
    shops.close();
    await chain.close();
  }
}

class Outage {
  private readonly chain: AlertingChain;
  private readonly shop: Record<Phase, FakeShop>;

  constructor(chain: AlertingChain, shops: FakeShops) {
    this.chain = chain;
    const shop = (phase: Phase) => [phase, shops.add(phase, phase !== 'symptom')] as const;
    this.shop = Object.fromEntries(phases.map(shop)) as Record<Phase, FakeShop>;
    shops.expose();
  }

  async reachEveryPhase(): Promise<void> {
    const { pending, firing, recovering, over, symptom } = this.shop;
    // Rules need a minute of scrapes before they fire.
    await this.eventually(async () => expect(await this.scrapes('quiet')).toBeGreaterThan(12));
    for (const shop of [firing, recovering, over]) shop.stopPayment();
    await Promise.all((['firing', 'recovering', 'over'] as const).map((phase) => this.isPaged(phase)));
    over.startPayment();
    await this.eventually(async () => expect(await openPages(over)).toEqual([]));
    await this.eventually(async () => expect(await openPages(symptom)).toHaveLength(2));
    recovering.startPayment();
    await this.eventually(async () => expect(await this.answers('recovering')).toBe(1));
    pending.stopPayment();
    await this.eventually(async () => expect(await this.answers('pending')).toBe(0));
  }

  async isPaged(phase: Phase): Promise<void> {
    await this.eventually(async () => expect(await openPages(this.shop[phase])).toEqual(['ServiceDown']));
  }

  async end(): Promise<void> {
    const { pending, firing, recovering } = this.shop;
    for (const shop of [pending, firing]) shop.startPayment();
    const open = () => Promise.all([pending, firing, recovering].map(openPages));
    await this.eventually(async () => expect((await open()).flat()).toEqual([]));
  }

  async seen(): Promise<Seen> {
    const columns = () => phases.map(async (phase) => [phase, await seenOf(this.shop[phase])] as const);
    // The pager may answer later than its client's timeout, which proves nothing about pages.
    return this.eventually(async () => Object.fromEntries(await Promise.all(columns())) as Seen);
  }

  private eventually<T>(check: () => Promise<T>): Promise<T> {
    return eventually(check, this.chain.patience);
  }

  private answers(phase: Phase) {
    return this.valueOf(`up{service="payment",environment="${this.shop[phase].environment}"}`);
  }

  /** Of the last five minutes. */
  private scrapes(phase: Phase) {
    const range = `${this.chain.ms(300_000)}ms`;
    return this.valueOf(
      `count_over_time(up{service="payment",environment="${this.shop[phase].environment}"}[${range}])`,
    );
  }

  private async valueOf(query: string): Promise<number | undefined> {
    return (await this.chain.metrics.instant(query))[0]?.value;
  }
}

const openPages = async (shop: FakeShop) =>
  (await shop.pages()).filter(({ status }) => status === 'firing').map(({ alert }) => alert);

/** First notifications alone: an unacknowledged page also escalates. */
async function seenOf(shop: FakeShop): Promise<string[]> {
  const pages = await shop.pages();
  const first = ({ alert, notifications }: (typeof pages)[number]) =>
    notifications.filter(({ level }) => /first|queue/.test(level)).map(({ level }) => `${alert} → ${level}`);
  return pages.flatMap((one) => [one.alert, ...first(one)]).toSorted();
}
