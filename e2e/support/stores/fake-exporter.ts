import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@webstore/contracts';
import { pager } from '../customers/alerts-by-hand.ts';
import { lab } from '../labs/running-lab.ts';

const journeyEveryMs = 15_000;
/** A backlog takes this long to be worked off, and the journeys that wait for it fail. */
const recoveryMs = 45_000;
const services = ['catalog', 'cart', 'checkout', 'payment', 'synthetic'];

/**
 * What Prometheus and Loki see of a shop in an environment of its own: its rules, alerts and pages are apart from those of the
 * lab's shop. Only the shop is simulated; the chain from the scrape to the pager is the lab's.
 */
export class ScrapedShop {
  readonly environment: string;
  private paymentRuns = true;
  private recoveredAt = 0;
  private completed = 0;
  private readonly clock: NodeJS.Timeout[] = [];

  /** False: customers cannot buy although every service answers, a symptom without the cause that explains it. */
  private readonly canBuy: boolean;

  constructor(name: string, canBuy = true) {
    this.canBuy = canBuy;
    this.environment = `${name}-${randomUUID().slice(0, 8)}`;
    this.clock.push(
      setInterval(() => void (this.isWell() && this.completed++), journeyEveryMs),
      setInterval(() => void this.logErrors(), 10_000),
    );
  }

  /** @returns what the service answers to a scrape, or undefined when it is down */
  metricsOf(service: string): string | undefined {
    if (service === 'payment' && !this.paymentRuns) return undefined;
    if (service === 'synthetic')
      return `webstore_synthetic_journeys_total{result="completed",step="confirmation"} ${this.completed}\n`;
    if (service !== 'kafka') return '';
    const lag = this.canBuy && this.isWell() ? 0 : 7;
    const labels = 'consumergroup="payment",topic="checkout.order-placed.v1",partition="0"';
    return `kafka_consumergroup_lag{${labels}} ${lag}\n`;
  }

  stopPayment(): void {
    this.paymentRuns = false;
  }

  startPayment(): void {
    this.paymentRuns = true;
    this.recoveredAt = Date.now() + recoveryMs;
  }

  /** Everybody who was told of something in this environment, by alert and level. */
  async notified(): Promise<string[]> {
    const pages = await this.pages();
    return pages.flatMap(({ alert, notifications }) => notifications.map(({ level }) => `${alert} ${level}`));
  }

  async pages(): Promise<Page[]> {
    const all = await pager.list({ limit: 500 });
    return all.filter(({ labels }) => labels['environment'] === this.environment);
  }

  close(): void {
    for (const timer of this.clock) clearInterval(timer);
  }

  private isWell(): boolean {
    return this.canBuy && this.paymentRuns && Date.now() > this.recoveredAt;
  }

  /** What checkout writes while payment is away; Loki may be restarting. */
  private async logErrors(): Promise<void> {
    if (this.paymentRuns) return;
    const now = BigInt(Date.now()) * 1_000_000n;
    const values = [1n, 2n, 3n].map((n) => [String(now + n), 'payment is away', { severity_text: 'error' }]);
    const stream = {
      service_name: 'checkout',
      service_namespace: 'webstore',
      deployment_environment_name: this.environment,
    };
    await fetch(`${lab.url('loki')}/loki/api/v1/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ streams: [{ stream, values }] }),
    }).catch(() => undefined);
  }
}

/** Lets the lab's Prometheus scrape shops that exist only in this process. */
export class Scraped {
  private readonly shops = new Map<string, ScrapedShop>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const [, environment, service] = request.url!.split('/');
      const metrics = this.shops.get(environment!)?.metricsOf(service!);
      response.writeHead(metrics === undefined ? 503 : 200, { 'content-type': 'text/plain; version=0.0.4' });
      response.end(metrics);
    });
  }

  static async open(): Promise<Scraped> {
    const scraped = new Scraped();
    await new Promise<void>((resolve) => scraped.server.listen(0, '127.0.0.1', resolve));
    return scraped;
  }

  add(shop: ScrapedShop): ScrapedShop {
    this.shops.set(shop.environment, shop);
    this.writeTargets();
    return shop;
  }

  close(): void {
    for (const job of ['services', 'stack']) rmSync(this.targetsFile(job), { force: true });
    for (const shop of this.shops.values()) shop.close();
    this.server.close();
  }

  private writeTargets(): void {
    const { port } = this.server.address() as AddressInfo;
    const target = (environment: string, part: string, labels: object) => ({
      targets: [`127.0.0.1:${port}`],
      labels: { __metrics_path__: `/${environment}/${part}`, environment, ...labels },
    });
    const environments = [...this.shops.keys()];
    const groups = {
      services: environments.flatMap((one) => services.map((service) => target(one, service, { service }))),
      stack: environments.map((one) => target(one, 'kafka', { part: 'kafka' })),
    };
    for (const [job, group] of Object.entries(groups))
      writeFileSync(this.targetsFile(job), JSON.stringify(group));
  }

  private targetsFile(job: string): string {
    return join(lab.config('prometheus'), 'targets', job, 'scraped-shops.json');
  }
}
