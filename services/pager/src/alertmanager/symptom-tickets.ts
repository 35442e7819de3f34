import { Inject, Injectable } from '@nestjs/common';
import { Alerts } from '@webstore/signals';
import { CONFIG, type Config } from '../config';
import { PagesRepository } from '../pages/pages.repository';
import { hasSettled } from './held-alerts';
import type { NotifiedAlert } from './webhook';

/**
 * Tickets for symptoms from an Alertmanager that has just started. It may hold a symptom of Loki before the cause that inhibits it, and it
 * notifies at once of an alert that is older than `group_wait`. Such a ticket is not taken yet: what is still active three minutes later
 * gets its page from the comparison with what Alertmanager holds (alertmanager.sweep.ts), and the end of one that has no page is no news.
 */
@Injectable()
export class SymptomTickets {
  constructor(
    private readonly alertmanager: Alerts,
    private readonly pages: PagesRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @returns the alerts of a notification that are to be taken now */
  async withoutUnexplained(alerts: NotifiedAlert[]): Promise<NotifiedAlert[]> {
    if (!alerts.some(isSymptomTicket)) return alerts;
    const isSettled = await this.isSettled();
    const open = this.pages.list({ status: 'firing', limit: -1 });
    const hasPage = ({ fingerprint }: NotifiedAlert) => open.some((page) => page.fingerprint === fingerprint);
    return alerts.filter(
      (alert) => !isSymptomTicket(alert) || hasPage(alert) || (isSettled && alert.status === 'firing'),
    );
  }

  /** An Alertmanager that does not answer delays nothing. */
  private async isSettled(): Promise<boolean> {
    const startedAt = await this.alertmanager.startedAt().catch(() => undefined);
    return !startedAt || hasSettled(startedAt, new Date(), this.config.labClock);
  }
}

const isSymptomTicket = ({ labels }: NotifiedAlert) =>
  labels['severity'] === 'ticket' && labels['category'] === 'symptom';
