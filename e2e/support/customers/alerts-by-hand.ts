import { randomUUID } from 'node:crypto';
import type { Page } from '@webstore/contracts';
import { Alerts } from '@webstore/signals';
import { eventually } from '@webstore/testing';
import { expect } from 'vitest';
import { PagerClient } from '@webstore/lab/commands/pager/pager-client.ts';
import { lab } from '../labs/running-lab.ts';

export const pager = new PagerClient(lab);
export const alertmanager = new Alerts({ baseUrl: lab.url('alertmanager') });

/** Pages of this lab's rules since this time. */
export async function pagesSince(moment: string): Promise<Page[]> {
  const all = await pager.list({ limit: 500 });
  return all.filter(({ labels, receivedAt }) => labels['environment'] === 'local' && receivedAt > moment);
}

interface Made {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/**
 * Alerts without a rule, sent to the lab's Alertmanager as Prometheus would; in an environment that nothing
 * else uses.
 */
export class AlertsByHand {
  readonly environment = `e2e-${randomUUID().slice(0, 8)}`;
  private readonly sent: { labels: Record<string, string>; annotations: Record<string, string> }[] = [];

  /** The alerts of one call arrive together. */
  async fire(...alerts: Made[]): Promise<void> {
    const made = alerts.map(({ labels, annotations = {} }) => ({
      labels: { severity: 'page', team: 'checkout', environment: this.environment, ...labels },
      annotations: { summary: 'Made by a test', ...annotations },
    }));
    this.sent.push(...made);
    await this.post(made);
  }

  /** Resolves every alert that was fired here, or those with this name. */
  async resolve(name?: string): Promise<void> {
    const over = this.sent.filter(({ labels }) => !name || labels['alertname'] === name);
    await this.post(over.map((alert) => ({ ...alert, endsAt: new Date() })));
  }

  /** The pager's pages for these alerts, by alert name. */
  async pages(): Promise<Record<string, Page>> {
    const all = await pager.list({ limit: 500 });
    const ours = all.filter(({ labels }) => labels['environment']?.startsWith(this.environment));
    return Object.fromEntries(ours.map((page) => [page.alert, page]));
  }

  arrives(name: string): Promise<Page> {
    return this.waitFor(name, {});
  }

  waitFor(name: string, state: object): Promise<Page> {
    const look = async () => {
      const page = (await this.pages())[name];
      expect(page, `a page of ${name}`).toBeDefined();
      expect(page).toMatchObject(state);
      return page!;
    };
    // A ticket for a symptom waits two minutes for its cause.
    return eventually(look, { timeoutMs: 200_000, everyMs: 250 });
  }

  /** Waits until Alertmanager inhibits this alert. */
  async isSuppressed(name: string): Promise<void> {
    const states = async () => {
      const alerts = await alertmanager.list([`environment=~"${this.environment}.*"`, `alertname="${name}"`]);
      return alerts.map(({ status }) => status.state);
    };
    await expect.poll(states, { timeout: 30_000 }).toEqual(['suppressed']);
  }

  private async post(alerts: object[]): Promise<void> {
    const answer = await fetch(`${lab.url('alertmanager')}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alerts),
    });
    expect(answer.status, await answer.text()).toBe(200);
  }
}
