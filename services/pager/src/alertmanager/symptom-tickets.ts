import { Inject, Injectable } from '@nestjs/common';
import { Alerts } from '@webstore/signals';
import { CONFIG, type Config } from '../config';
import { hasSettled } from './held-alerts';
import type { NotifiedAlert } from './webhook';

/**
 * Tickets for symptoms from an Alertmanager that has just started. It may hold a symptom of Loki before the cause that inhibits it, and it
 * notifies at once of an alert that is older than `group_wait`. Such a ticket is not taken yet: what is still active three minutes later
 * gets its page from the comparison with what Alertmanager holds (alertmanager.sweep.ts).
 */
@Injectable()
export class SymptomTickets {
  constructor(
    private readonly alertmanager: Alerts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @returns the alerts of a notification that are to be taken now */
  async withoutUnexplained(alerts: NotifiedAlert[]): Promise<NotifiedAlert[]> {
    if (!alerts.some(isSymptomTicket) || (await this.isSettled())) return alerts;
    return alerts.filter((alert) => !isSymptomTicket(alert));
  }

  /** An Alertmanager that does not answer delays nothing. */
  private async isSettled(): Promise<boolean> {
    const startedAt = await this.alertmanager.startedAt().catch(() => undefined);
    return !startedAt || hasSettled(startedAt, new Date(), this.config.labClock);
  }
}

const isSymptomTicket = ({ status, labels }: NotifiedAlert) =>
  status === 'firing' && labels['severity'] === 'ticket' && labels['category'] === 'symptom';
