import { Injectable, Logger } from '@nestjs/common';
import { Sweep } from '@webstore/messaging/sweep';
import { Alerts } from '@webstore/signals';
import { PagesService } from '../pages/pages.service';

const EVERY_MS = 1_000;
const BATCH = 500;

/** Tells the next level of pages that nobody acknowledged. */
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

  /** A silence holds, and so does an inhibition, for what was paged before it too. Who cannot be asked forbids nothing. */
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
