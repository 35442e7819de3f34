import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Page, type PagesQuery } from '@webstore/contracts';
import type { NotifiedAlert } from '../alertmanager/webhook';
import { dueLevel } from '../escalation/escalation';
import { POLICY } from '../escalation/escalation-policy.module';
import { type EscalationPolicy } from '../escalation/policy';
import { forEachItem } from './for-each-item';
import { type PageChange, PageEpisodes } from './page-episodes';
import { PagesJournal } from './pages.journal';
import { PagesRepository } from './pages.repository';

@Injectable()
export class PagesService {
  constructor(
    private readonly pages: PagesRepository,
    private readonly episodes: PageEpisodes,
    private readonly journal: PagesJournal,
    @Inject(POLICY) private readonly policy: EscalationPolicy,
  ) {}

  list(query: PagesQuery): Page[] {
    return this.pages.list(query);
  }

  find(id: number): Page {
    const page = this.pages.find(id);
    if (!page) throw new DomainError('not_found', `there is no page ${id}`);
    return page;
  }

  /**
   * Processes a notification of Alertmanager. On return, all alerts and first notifications are on disk. If it throws, all
   * except the failed alerts are on disk, and Alertmanager sends the whole notification again.
   */
  receive(receiver: string, alerts: NotifiedAlert[], now = new Date()): void {
    const changes: PageChange[] = [];
    let failure: unknown;
    this.pages.inTransaction(() => {
      try {
        forEachItem(alerts, (alert) => {
          changes.push(...this.pages.inSavepoint(() => this.episodes.take(receiver, alert, now)));
        });
      } catch (error) {
        failure = error;
      }
    });
    this.journal.publish(changes);
    if (failure) throw failure;
  }

  /** Processes a firing alert of Alertmanager without an open page: a notification was lost or an end was wrong. */
  receiveHeld(receiver: string, alert: NotifiedAlert, now = new Date()): void {
    this.change(() => this.episodes.takeHeld(receiver, alert, now));
  }

  /** Alertmanager still has the alert of this open page, with the same or another start. */
  confirm(page: Page, startsAt: string | undefined, now = new Date()): void {
    this.change(() => this.episodes.confirm(page, startsAt, now));
  }

  /** Alertmanager no longer has the alert of this open page. */
  resolve(page: Page, now = new Date()): void {
    this.change(() => this.episodes.end(page, now));
  }

  /** Firing pages whose last notification was not acknowledged in time. */
  overdue(now = new Date()): Page[] {
    const firing = this.pages.list({ status: 'firing', limit: -1 });
    return firing.filter((page) => dueLevel(page, this.policy.acknowledgeWithinSeconds, now));
  }

  escalate(id: number, now = new Date()): void {
    const page = this.find(id);
    // Checked again, because the page may have been acknowledged or resolved meanwhile.
    const level = dueLevel(page, this.policy.acknowledgeWithinSeconds, now);
    if (level) this.journal.escalated(page, this.episodes.notify(page, level, now));
  }

  acknowledge(id: number, by: string, now = new Date()): Page {
    const { acknowledged } = this.find(id);
    if (acknowledged?.by === by) return this.find(id);
    if (acknowledged)
      throw new DomainError('conflict', `page ${id} is with ${acknowledged.by} since ${acknowledged.at}`);
    this.pages.acknowledge(id, by, now.toISOString());
    this.journal.acknowledged(this.find(id));
    return this.find(id);
  }

  private change(work: () => PageChange[]): void {
    this.journal.publish(this.pages.inTransaction(work));
  }
}
