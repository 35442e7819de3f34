import { Inject, Injectable } from '@nestjs/common';
import { Alerts } from '@webstore/signals';
import { CONFIG, type Config } from '../config';
import { PagesRepository } from '../pages/pages.repository';
import { hasSettled } from './held-alerts';
import type { NotifiedAlert } from './webhook';

/**
 * Defers tickets for symptoms from an Alertmanager that has just started. It may have a symptom of Loki before the cause that inhibits
 * it, and it notifies at once of alerts older than `group_wait`. If such an alert is still active three minutes later, the comparison
 * with Alertmanager's current alerts (alertmanager.sweep.ts) creates its page. A resolved alert without a page is ignored.
 */
@Injectable()
export class SymptomTickets {
  constructor(
    private readonly alertmanager: Alerts,
    private readonly pages: PagesRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @returns the alerts of a notification to process now */
  async withoutUnexplained(alerts: NotifiedAlert[]): Promise<NotifiedAlert[]> {
    if (!alerts.some(isSymptomTicket)) return alerts;
    const isSettled = await this.isSettled();
    const open = this.pages.list({ status: 'firing', limit: -1 });
    const hasPage = ({ fingerprint }: NotifiedAlert) => open.some((page) => page.fingerprint === fingerprint);
    return alerts.filter(
      (alert) => !isSymptomTicket(alert) || hasPage(alert) || (isSettled && alert.status === 'firing'),
    );
  }

  /** If Alertmanager does not respond, nothing is deferred. */
  private async isSettled(): Promise<boolean> {
    const startedAt = await this.alertmanager.startedAt().catch(() => undefined);
    return !startedAt || hasSettled(startedAt, new Date(), this.config.labClock);
  }
}

const isSymptomTicket = ({ labels }: NotifiedAlert) =>
  labels['severity'] === 'ticket' && labels['category'] === 'symptom';
