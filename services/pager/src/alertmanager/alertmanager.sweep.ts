import { Inject, Injectable } from '@nestjs/common';
import type { Page } from '@webstore/contracts';
import { type Alert, Alerts, Metrics } from '@webstore/signals';
import { BackgroundWork } from '@webstore/messaging/background-work';
import { CONFIG, type Config } from '../config';
import { forEachItem } from '../pages/for-each-item';
import { PagesRepository } from '../pages/pages.repository';
import { PagesService } from '../pages/pages.service';
import { hasHeardOfAll, scrapesQuery, Unpaged } from './held-alerts';

const EVERY_MS = 5_000;

/**
 * Compares the pages with Alertmanager's current alerts: notifications are hints, and the current alerts are the state. An alert
 * that ends during a silence causes no notification. An alert that fires again after Alertmanager lost its state has another
 * start time or no notification at all.
 */
@Injectable()
export class AlertmanagerSweep extends BackgroundWork {
  private readonly clock: number;
  private readonly unpaged: Unpaged;

  constructor(
    private readonly pages: PagesService,
    private readonly repository: PagesRepository,
    private readonly alerts: Alerts,
    private readonly metrics: Metrics,
    @Inject(CONFIG) { labClock }: Config,
  ) {
    super(EVERY_MS / labClock);
    this.clock = labClock;
    this.unpaged = new Unpaged(labClock);
  }

  async run(): Promise<boolean> {
    // Listed before the request to Alertmanager, so that newer pages are not compared with an older response.
    const open = this.repository.list({ status: 'firing', limit: -1 });
    const held = await this.alerts.list();
    const gone = open.filter(({ fingerprint }) => !held.some((alert) => alert.fingerprint === fingerprint));
    if (gone.length > 0 && (await this.isComplete())) forEachItem(gone, (page) => this.pages.resolve(page));
    forEachItem(held, (alert) => this.confirm(open, alert));
    const now = new Date();
    forEachItem(
      this.unpaged.overdue(held, this.repository.list({ status: 'firing', limit: -1 }), now),
      (alert) =>
        this.pages.receiveHeld(alert.receivers[0]?.name ?? 'none', {
          ...alert,
          status: 'firing',
          endsAt: undefined,
        }),
    );
    return false;
  }

  private confirm(open: Page[], { fingerprint, startsAt, status }: Alert): void {
    const page = open.find((one) => one.fingerprint === fingerprint);
    if (page) this.pages.confirm(page, status.state === 'active' ? startsAt : undefined);
  }

  /** Whether Alertmanager has all firing alerts. If Prometheus is unavailable, a missing alert does not count as resolved. */
  private async isComplete(): Promise<boolean> {
    const [startedAt, [scrapes]] = await Promise.all([
      this.alerts.startedAt(),
      this.metrics.instant(scrapesQuery(this.clock)),
    ]);
    return hasHeardOfAll(startedAt, scrapes?.value ?? 0, new Date(), this.clock);
  }
}
