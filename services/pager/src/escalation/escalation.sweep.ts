import { Injectable, Logger } from '@nestjs/common';
import { Sweep } from '@webstore/messaging/sweep';
import { Alerts } from '@webstore/signals';
import { PagesService } from '../pages/pages.service';

const EVERY_MS = 1_000;
const BATCH = 500;

/** Escalates unacknowledged pages to the next level. */
@Injectable()
export class EscalationSweep extends Sweep {
  private readonly alertmanager = new Logger('alertmanager');

  constructor(
    private readonly pages: PagesService,
    private readonly alerts: Alerts,
  ) {
    super(EVERY_MS, BATCH);
  }

  protected async due(limit: number, without: string[]): Promise<string[]> {
    const overdue = this.pages.overdue();
    if (overdue.length === 0) return [];
    const suppressed = await this.suppressed();
    const due = overdue.filter(({ fingerprint }) => !suppressed.has(fingerprint)).map(({ id }) => String(id));
    return due.filter((id) => !without.includes(id)).slice(0, limit);
  }

  protected async handle(id: string): Promise<void> {
    this.pages.escalate(Number(id));
  }

  /** Fingerprints of silenced and inhibited alerts, whose pages do not escalate. Empty if Alertmanager does not respond. */
  private async suppressed(): Promise<Set<string>> {
    try {
      const alerts = await this.alerts.list();
      const held = alerts.filter(({ status }) => status.state === 'suppressed');
      return new Set(held.map(({ fingerprint }) => fingerprint));
    } catch (error) {
      this.alertmanager.warn('cannot be asked for silences: pages escalate all the same', error);
      return new Set();
    }
  }
}
