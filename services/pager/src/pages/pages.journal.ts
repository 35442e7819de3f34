import { Injectable, Logger } from '@nestjs/common';
import type { Page } from '@webstore/contracts';
import type { PageChange } from './page-episodes';
import { escalated, received } from './pages.metrics';

/** Records changes of pages in log and metrics. */
@Injectable()
export class PagesJournal {
  private readonly logger = new Logger('pages');

  publish(changes: PageChange[]): void {
    for (const { kind, page } of changes) this[kind](page);
  }

  private received(page: Page): void {
    const people = page.notifications.at(-1)?.people ?? [];
    received.add({ severity: page.severity, team: page.team });
    const fields = { ...fieldsOf(page), told: people.join(', ') };
    if (page.severity === 'page') this.logger.warn('page received', fields);
    else this.logger.log('ticket received', fields);
  }

  private reopened(page: Page): void {
    this.logger.warn('page fires again', fieldsOf(page));
  }

  escalated(page: Page, { level, people }: Page['notifications'][number]): void {
    escalated.add({ level });
    this.logger.warn('page escalated', { ...fieldsOf(page), level, told: people.join(', ') });
  }

  acknowledged(page: Page): void {
    this.logger.log('page acknowledged', { ...fieldsOf(page), by: page.acknowledged?.by ?? '' });
  }

  private resolved(page: Page): void {
    this.logger.log('page resolved', fieldsOf(page));
  }
}

function fieldsOf({ id, alert, severity, team, annotations }: Page) {
  const summary = annotations['summary'] ?? '';
  return { 'webstore.page.id': id, alert, severity, team, summary };
}
