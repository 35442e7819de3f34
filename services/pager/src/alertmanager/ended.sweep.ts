import { Injectable } from '@nestjs/common';
import { Alerts } from '@webstore/signals';
import { Sweep } from '@webstore/messaging/sweep';
import { PagesRepository } from '../pages/pages.repository';
import { PagesService } from '../pages/pages.service';
import { hasEnded } from './ended';

const EVERY_MS = 5_000;
const BATCH = 500;

/**
 * Resolves pages whose end nobody told us: what ends while it is silenced or inhibited, Alertmanager forgets without a
 * word, and the page would stay open, and escalate, for ever.
 */
@Injectable()
export class EndedSweep extends Sweep {
  constructor(
    private readonly pages: PagesService,
    private readonly repository: PagesRepository,
    private readonly alerts: Alerts,
  ) {
    super(EVERY_MS, BATCH);
  }

  protected async due(limit: number, without: string[]): Promise<string[]> {
    // Before Alertmanager is asked: what arrives meanwhile is not judged by an answer that is older.
    const open = this.repository.list({ status: 'firing', limit: -1 });
    if (open.length === 0) return [];
    const [held, startedAt] = await Promise.all([this.alerts.list(), this.alerts.startedAt()]);
    const ended = open.filter((page) => hasEnded(page, held, startedAt, new Date()));
    const ids = ended.map(({ id }) => String(id));
    return ids.filter((id) => !without.includes(id)).slice(0, limit);
  }

  protected async handle(id: string): Promise<void> {
    this.pages.resolve(Number(id));
  }
}
