import { Injectable } from '@nestjs/common';
import { Alerts } from '@webstore/signals';
import { BackgroundWork } from '@webstore/messaging/background-work';
import { forEachItem } from '../pages/for-each-item';
import { PagesRepository } from '../pages/pages.repository';
import { PagesService } from '../pages/pages.service';
import { hasEnded } from './ended';

const EVERY_MS = 5_000;

/**
 * Resolves pages whose end nobody told us: what ends while it is silenced or inhibited, Alertmanager forgets without a
 * word, and the page would stay open, and escalate, for ever.
 */
@Injectable()
export class EndedSweep extends BackgroundWork {
  constructor(
    private readonly pages: PagesService,
    private readonly repository: PagesRepository,
    private readonly alerts: Alerts,
  ) {
    super(EVERY_MS);
  }

  async run(): Promise<boolean> {
    // Before Alertmanager is asked: what arrives meanwhile is not judged by an answer that is older.
    const open = this.repository.list({ status: 'firing', limit: -1 });
    if (open.length === 0) return false;
    const [held, startedAt] = await Promise.all([this.alerts.list(), this.alerts.startedAt()]);
    forEachItem(open, (page) => {
      if (hasEnded(page, held, startedAt, new Date())) this.pages.resolve(page.id);
    });
    return false;
  }
}
