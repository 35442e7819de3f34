import { Injectable } from '@nestjs/common';
import type { Page } from '@webstore/contracts';
import { BackgroundWork } from '@webstore/messaging/background-work';
import { Metrics } from '@webstore/signals';
import { PagesRepository } from './pages.repository';

const EVERY_MS = 2_000;
/** Rules look back so far at most when they page; an older exemplar shows another failure. */
const LOOK_BACK_MS = 15 * 60_000;
/** What has no exemplar by then will have none. */
const GIVE_UP_AFTER_MS = 5 * 60_000;

/**
 * Finds a trace that shows the failure: the newest exemplar of the series that the alert names. Beside the receipt of a
 * page and never before it: a Prometheus that does not answer delays nothing and loses nothing.
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
    // After all have had their turn: one selector that Prometheus refuses must not cost the others their trace.
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
