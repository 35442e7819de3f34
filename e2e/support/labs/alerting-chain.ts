import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Alerts, Metrics } from '@webstore/signals';
import { eventually } from '@webstore/testing';
import { expect } from 'vitest';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { PagerClient } from '@webstore/lab/commands/pager/pager-client.ts';
import { alertmanager } from '@webstore/supervisor/components/alertmanager.ts';
import type { Component } from '@webstore/supervisor/components/component.ts';
import { guard } from '@webstore/supervisor/components/guard.ts';
import { loki } from '@webstore/supervisor/components/loki.ts';
import { pager } from '@webstore/supervisor/components/pager.ts';
import { prometheus } from '@webstore/supervisor/components/prometheus.ts';
import { Supervisor } from '@webstore/supervisor/daemon/supervisor.ts';
import { scrape, total } from '../stores/scrape.ts';

/** The running lab has built them. */
const built = (component: Component): Component => ({ ...component, prepare: () => undefined });
const stack = [built(guard), prometheus, alertmanager, built(pager), loki];
export type ChainPart = 'prometheus' | 'alertmanager' | 'pager' | 'loki';

/**
 * Maximum delay before Prometheus resends an alert, and before Alertmanager's slowest group sends a new
 * notification.
 */
const sentAgainWithinMs = 60_000;
const slowestGroupWaitMs = 120_000;
const pageGroupIntervalMs = 15_000;
const evaluationMs = 5_000;

/**
 * Prometheus, Alertmanager, the pager and Loki as the lab runs them, under their own supervisor and without
 * the shop. A test can restart them beside the running lab, on a separate clock.
 */
export class AlertingChain {
  readonly lab: Lab;
  readonly metrics: Metrics;
  readonly alerts: Alerts;
  readonly pager: PagerClient;
  private readonly supervisor: Supervisor;

  private constructor(portOffset: number, clock: number) {
    this.lab = openLab({ home: mkdtempSync(join(tmpdir(), 'alerting-chain-')), portOffset, clock });
    this.metrics = new Metrics({ baseUrl: this.lab.url('prometheus') });
    this.alerts = new Alerts({ baseUrl: this.lab.url('alertmanager') });
    this.pager = new PagerClient(this.lab);
    this.supervisor = new Supervisor(this.lab, stack);
  }

  static async open(portOffset: number, clock: number): Promise<AlertingChain> {
    const chain = new AlertingChain(portOffset, clock);
    try {
      chain.supervisor.up('compiled');
      await chain.ready();
      return chain;
    } catch (error) {
      await chain.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.supervisor.down();
    rmSync(this.lab.home, { recursive: true, force: true });
  }

  /** Converts a duration of the shipped chain to this chain's clock. */
  ms(shipped: number): number {
    return shipped / this.lab.clock;
  }

  /** Restarts components at the same moment. @param how by SIGTERM, or by SIGKILL as in a crash */
  async restart(how: 'restart' | 'kill', names: ChainPart[]): Promise<void> {
    const components = names.map((name) => this.supervisor.supervised(name));
    const before = components.map(({ pid }) => pid);
    if (how === 'kill') for (const component of components) component.kill();
    else {
      await Promise.all(components.map((component) => component.stop(true)));
      for (const component of components) component.start();
    }
    await eventually(
      () => {
        for (const [at, { pid }] of components.entries()) expect([undefined, before[at]]).not.toContain(pid);
      },
      { timeoutMs: 60_000 },
    );
    await this.ready();
  }

  /** Number of rule evaluations since Prometheus started. */
  async evaluations(): Promise<number> {
    const samples = await scrape('prometheus', this.lab);
    return total(samples, 'prometheus_rule_group_iterations_total', 'rules/service-down.yml;service-down');
  }

  /**
   * Waits until the chain has settled: Prometheus and Loki have resent what fires, Alertmanager's slowest
   * group has notified, counted in evaluations from `since` on, and each page belongs to an alert in
   * Alertmanager.
   */
  async settles(since: number): Promise<void> {
    const enough = (sentAgainWithinMs + slowestGroupWaitMs + pageGroupIntervalMs) / evaluationMs;
    const check = async () => {
      expect((await this.evaluations()) - since).toBeGreaterThanOrEqual(enough);
      const rules = (await this.metrics.alertRules()).flatMap(({ alerts }) => alerts);
      expect(rules.filter(({ state }) => state === 'pending')).toEqual([]);
      const held = await this.alerts.list();
      const open = await this.pager.list({ status: 'firing', limit: 500 });
      const active = held.filter(({ status }) => status.state === 'active');
      expect(without(active, open), 'alerts without a page').toEqual([]);
      expect(without(open, held), 'pages without an alert').toEqual([]);
    };
    await eventually(check, this.patience);
  }

  /** For steps that take the chain minutes of its own clock. */
  get patience() {
    return { timeoutMs: this.ms(400_000) + 30_000, everyMs: 500 };
  }

  private async ready(): Promise<void> {
    const notReady = () => this.supervisor.status(false).filter(({ state }) => state !== 'ready');
    await eventually(
      () => expect(notReady().map(({ name, state, reason }) => [name, state, reason])).toEqual([]),
      { timeoutMs: 120_000 },
    );
  }
}

interface Fingerprinted {
  fingerprint: string;
  labels: Record<string, string>;
}

/** The elements that the other list lacks. */
const without = (some: Fingerprinted[], others: Fingerprinted[]) =>
  some
    .filter(({ fingerprint }) => !others.some((other) => other.fingerprint === fingerprint))
    .map(({ labels }) => labels);
