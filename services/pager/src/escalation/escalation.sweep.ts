import { Injectable, Logger } from '@nestjs/common';
import { BackgroundWork } from '@webstore/messaging/background-work';
import { Alerts } from '@webstore/signals';
import { forEachItem } from '../pages/for-each-item';
import { PagesService } from '../pages/pages.service';

const EVERY_MS = 1_000;

/** Tells the next level of pages that nobody acknowledged. */
@Injectable()
export class EscalationSweep extends BackgroundWork {
  private readonly alertmanager = new Logger('alertmanager');

  constructor(
    private readonly pages: PagesService,
    private readonly alerts: Alerts,
  ) {
    super(EVERY_MS);
  }

  async run(): Promise<boolean> {
    const overdue = this.pages.overdue();
    if (overdue.length === 0) return false;
    const suppressed = await this.suppressed();
    forEachItem(overdue, ({ id, fingerprint }) => {
      if (!suppressed.has(fingerprint)) this.pages.escalate(id);
    });
    return false;
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
