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
   * Takes what Alertmanager notifies of. When it returns, all of it is on disk, first notifications included; when it throws,
   * all of it but the alerts that failed, and Alertmanager sends the whole again.
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

  /** Alertmanager holds an alert as firing that has no open page: its notification was lost, or its end was none. */
  receiveHeld(receiver: string, alert: NotifiedAlert, now = new Date()): void {
    this.change(() => this.episodes.takeHeld(receiver, alert, now));
  }

  /** Alertmanager holds the alert of this open page, with the same start or with another one. */
  confirm(page: Page, startsAt: string | undefined, now = new Date()): void {
    this.change(() => this.episodes.confirm(page, startsAt, now));
  }

  /** Alertmanager holds the alert of this open page no longer. */
  resolve(page: Page, now = new Date()): void {
    this.change(() => this.episodes.end(page, now));
  }

  /** Firing, told to somebody, and nobody has answered in time. */
  overdue(now = new Date()): Page[] {
    const firing = this.pages.list({ status: 'firing', limit: -1 });
    return firing.filter((page) => dueLevel(page, this.policy.acknowledgeWithinSeconds, now));
  }

  escalate(id: number, now = new Date()): void {
    const page = this.find(id);
    // It may have been acknowledged or resolved since it was found overdue.
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
