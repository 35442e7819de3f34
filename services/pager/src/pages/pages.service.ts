import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Page, type PageLevel, type PagesQuery } from '@webstore/contracts';
import type { NotifiedAlert } from '../alertmanager/webhook';
import { dueLevel, firstLevel } from '../escalation/escalation';
import { POLICY } from '../escalation/escalation-policy.module';
import { type EscalationPolicy, peopleOf, teamOf } from '../escalation/policy';
import { type NewPage, newPage, occurrenceOf, stateOf } from './page';
import { PagesJournal } from './pages.journal';
import { PagesRepository } from './pages.repository';

@Injectable()
export class PagesService {
  constructor(
    private readonly pages: PagesRepository,
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
    const told: (() => void)[] = [];
    const failures: unknown[] = [];
    this.pages.inTransaction(() => {
      for (const alert of alerts) {
        try {
          told.push(this.pages.inSavepoint(() => this.take(receiver, alert, now)));
        } catch (error) {
          failures.push(error);
        }
      }
    });
    for (const tell of told) tell();
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} alerts failed`);
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
    if (level) this.journal.escalated(page, this.notify(page, level, now));
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

  resolve(id: number, now = new Date()): void {
    const page = this.find(id);
    if (page.status === 'resolved') return;
    this.pages.setState(id, { status: 'resolved', resolvedAt: now.toISOString() });
    this.journal.resolved(page);
  }

  /** @returns what to say of it once it is on disk */
  private take(receiver: string, alert: NotifiedAlert, now: Date): () => void {
    const { fingerprint, startsAt } = occurrenceOf(alert);
    const known = this.pages.occurrence(fingerprint, startsAt);
    return known ? this.update(known, alert, now) : this.open(newPage(receiver, alert, now), alert, now);
  }

  private open(fresh: NewPage, { labels }: NotifiedAlert, now: Date): () => void {
    const page = this.find(this.pages.add({ ...fresh, team: teamOf(this.policy, labels) }));
    // It may be over before its group was sent for the first time: then nobody has to come.
    const notification = page.status === 'firing' && this.notify(page, firstLevel(page), now);
    return () => this.journal.received(page, notification ? notification.people : []);
  }

  private update(known: Page, alert: NotifiedAlert, now: Date): () => void {
    const state = stateOf(alert, now);
    this.pages.setAnnotations(known.id, alert.annotations);
    if (state.status === known.status) return () => undefined;
    this.pages.setState(known.id, state);
    if (state.status === 'resolved') return () => this.journal.resolved(known);
    // It was said to be over and is not: who had it has it, else it begins anew.
    if (!known.acknowledged) this.notify(known, firstLevel(known), now);
    return () => this.journal.reopened(known);
  }

  private notify({ id, team }: Page, level: PageLevel, now: Date): Page['notifications'][number] {
    const notification = { level, people: peopleOf(this.policy, team, level), at: now.toISOString() };
    this.pages.addNotification(id, notification);
    return notification;
  }
}
