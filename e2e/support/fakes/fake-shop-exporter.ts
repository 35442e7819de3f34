import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@webstore/contracts';
import { observed } from '@webstore/lab-core/clients/services.ts';
import type { AlertingChain } from '../labs/alerting-chain.ts';

const journeyEveryMs = 15_000;
const logEveryMs = 10_000;
/** A backlog takes this long to process, and the journeys that wait for it fail. */
const recoveryMs = 45_000;

/**
 * A fake exporter: the metrics that Prometheus scrapes and the lines that Loki stores of a shop in its own
 * environment. Only the shop is fake; the chain from the scrape to the pager is real. Each shop has its own
 * rules, alerts and pages.
 */
export class FakeShop {
  readonly environment: string;
  private paymentRuns = true;
  private recoveredAt = 0;
  private completed = 0;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly chain: AlertingChain;
  private readonly canBuy: boolean;

  /** @param canBuy false: customers cannot buy although every service answers, a symptom without its cause */
  constructor(chain: AlertingChain, name: string, canBuy: boolean) {
    this.chain = chain;
    this.canBuy = canBuy;
    this.environment = `${name}-${randomUUID().slice(0, 8)}`;
    this.timers.push(
      setInterval(() => void (this.isWell() && this.completed++), chain.ms(journeyEveryMs)),
      setInterval(() => void this.logErrors(), chain.ms(logEveryMs)),
    );
  }

  /** @returns what the service answers to a scrape, or undefined when it is down */
  metricsOf(service: string): string | undefined {
    if (service === 'payment' && !this.paymentRuns) return undefined;
    if (service === 'synthetic')
      return `webstore_synthetic_journeys_total{result="completed",step="confirmation"} ${this.completed}\n`;
    if (service !== 'kafka') return '';
    const lag = this.isWell() ? 0 : 7;
    const labels = 'consumergroup="payment",topic="checkout.order-placed.v1",partition="0"';
    return `kafka_consumergroup_lag{${labels}} ${lag}\n`;
  }

  stopPayment(): void {
    this.paymentRuns = false;
  }

  startPayment(): void {
    this.paymentRuns = true;
    this.recoveredAt = Date.now() + this.chain.ms(recoveryMs);
  }

  async pages(): Promise<Page[]> {
    const all = await this.chain.pager.list({ limit: 500 });
    return all.filter(({ labels }) => labels['environment'] === this.environment);
  }

  close(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  private isWell(): boolean {
    return this.canBuy && this.paymentRuns && Date.now() > this.recoveredAt;
  }

  /** checkout's log lines while payment is down; Loki may be restarting. */
  private async logErrors(): Promise<void> {
    if (this.paymentRuns) return;
    const now = BigInt(Date.now()) * 1_000_000n;
    const values = [1n, 2n, 3n].map((n) => [String(now + n), 'payment is down', { severity_text: 'error' }]);
    const stream = {
      service_name: 'checkout',
      service_namespace: 'webstore',
      deployment_environment_name: this.environment,
    };
    await fetch(`${this.chain.lab.url('loki')}/loki/api/v1/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ streams: [{ stream, values }] }),
    }).catch(() => undefined);
  }
}

/** Serves the fake shops to the Prometheus of a chain. */
export class FakeShops {
  private readonly shops = new Map<string, FakeShop>();
  private readonly server: Server;
  private readonly chain: AlertingChain;

  private constructor(chain: AlertingChain) {
    this.chain = chain;
    this.server = createServer((request, response) => {
      const [, environment, service] = request.url!.split('/');
      const metrics = this.shops.get(environment!)?.metricsOf(service!);
      response.writeHead(metrics === undefined ? 503 : 200, { 'content-type': 'text/plain; version=0.0.4' });
      response.end(metrics);
    });
  }

  static async open(chain: AlertingChain): Promise<FakeShops> {
    const shops = new FakeShops(chain);
    await new Promise<void>((resolve) => shops.server.listen(0, '127.0.0.1', resolve));
    return shops;
  }

  add(name: string, canBuy = true): FakeShop {
    const shop = new FakeShop(this.chain, name, canBuy);
    this.shops.set(shop.environment, shop);
    return shop;
  }

  /** Makes Prometheus scrape all added shops. */
  expose(): void {
    const { port } = this.server.address() as AddressInfo;
    const target = (environment: string, part: string, labels: object) => ({
      targets: [`127.0.0.1:${port}`],
      labels: { __metrics_path__: `/${environment}/${part}`, environment, ...labels },
    });
    const environments = [...this.shops.keys()];
    const groups = {
      services: environments.flatMap((one) => observed.map((service) => target(one, service, { service }))),
      stack: environments.map((one) => target(one, 'kafka', { part: 'kafka' })),
    };
    for (const [job, group] of Object.entries(groups))
      writeFileSync(
        join(this.chain.lab.config('prometheus'), 'targets', job, 'fake-shops.json'),
        JSON.stringify(group),
      );
  }

  close(): void {
    for (const shop of this.shops.values()) shop.close();
    this.server.close();
    this.server.closeAllConnections();
  }
}
