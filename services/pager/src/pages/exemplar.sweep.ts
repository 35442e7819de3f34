import { Injectable } from '@nestjs/common';
import type { Page } from '@webstore/contracts';
import { BackgroundWork } from '@webstore/messaging/background-work';
import { Metrics } from '@webstore/signals';
import { PagesRepository } from './pages.repository';

const EVERY_MS = 2_000;
/** Maximum range of the rules that page; an older exemplar belongs to another failure. */
const LOOK_BACK_MS = 15 * 60_000;
/** Time after which the search for an exemplar stops. */
const GIVE_UP_AFTER_MS = 5 * 60_000;

/**
 * Finds a trace of the failure: the newest exemplar of the series in the alert. Runs separately from the receipt of a page,
 * so that an unavailable Prometheus delays no page.
 */
@Injectable()
export class ExemplarSweep extends BackgroundWork {
  constructor(
    private readonly pages: PagesRepository,
    private readonly metrics: Metrics,
  ) {
    super(EVERY_MS);
  }

  async run(): Promise<boolean> {
    const waiting = this.pages.list({ status: 'firing', limit: -1 }).filter(awaitsTrace);
    const looked = await Promise.allSettled(waiting.map((page) => this.look(page)));
    // Rethrown after all pages were processed, so that one invalid selector does not affect the others.
    for (const one of looked) if (one.status === 'rejected') throw one.reason;
    return false;
  }

  private async look({ id, annotations, startsAt }: Page): Promise<void> {
    const from = new Date(Date.parse(startsAt) - LOOK_BACK_MS);
    const exemplars = await this.metrics.exemplars(annotations['exemplars']!, { from, to: new Date() });
    const newest = exemplars.findLast(({ traceId }) => traceId);
    if (newest) this.pages.setTrace(id, newest.traceId!);
  }
}

function awaitsTrace({ traceId, annotations, receivedAt }: Page): boolean {
  const waited = Date.now() - Date.parse(receivedAt);
  return !traceId && Boolean(annotations['exemplars']) && waited < GIVE_UP_AFTER_MS;
}
