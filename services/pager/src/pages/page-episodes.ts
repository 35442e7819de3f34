import { Inject, Injectable } from '@nestjs/common';
import type { Page, PageLevel } from '@webstore/contracts';
import type { NotifiedAlert } from '../alertmanager/webhook';
import { firstLevel } from '../escalation/escalation';
import { POLICY } from '../escalation/escalation-policy.module';
import { type EscalationPolicy, peopleOf, teamOf } from '../escalation/policy';
import { type Episode, episodesOf, type Occurrence } from './episodes';
import { newPage } from './page';
import { PagesRepository } from './pages.repository';
import { beganAt, reportedEnd, reportedStart } from './reported-times';

/** A change of a page, for log and metrics. */
export interface PageChange {
  kind: 'received' | 'reopened' | 'resolved';
  page: Page;
}

/** Minimum interval between updates of the time at which Alertmanager last had an alert. */
const SEEN_EVERY_MS = 60_000;

/** Maintains one page per episode of an alert. Call all methods in a transaction. */
@Injectable()
export class PageEpisodes {
  constructor(
    private readonly pages: PagesRepository,
    @Inject(POLICY) private readonly policy: EscalationPolicy,
  ) {}

  /** Processes one alert of a notification. A late notification does not reopen an ended episode. */
  take(receiver: string, alert: NotifiedAlert, now: Date): PageChange[] {
    const start = reportedStart(alert);
    const known = this.pages.occurrences(alert.fingerprint, start);
    const open = openEpisode(known)?.occurrences.at(-1);
    const startsAt = start ?? open?.startsAt;
    // A resolved alert without a start matches no open episode.
    if (!startsAt && alert.status === 'resolved') return [];
    const before = known.find((one) => one.startsAt === startsAt);
    const began = before?.beganAt ?? beganAt(startsAt, now);
    const occurrence: Occurrence = {
      startsAt: startsAt ?? began,
      beganAt: began,
      endedAt: later(before?.endedAt, reportedEnd(alert, began, now)),
      seenAt: alert.status === 'firing' ? now.toISOString() : (before?.seenAt ?? began),
      page: before?.page,
    };
    return this.settle(
      receiver,
      alert,
      [...known.filter((one) => one !== before), occurrence],
      occurrence,
      now,
    );
  }

  /** Processes an alert that Alertmanager reports as firing, regardless of earlier notifications. */
  takeHeld(receiver: string, alert: NotifiedAlert, now: Date): PageChange[] {
    const start = reportedStart(alert);
    const ended = this.pages
      .occurrences(alert.fingerprint, start)
      .find((one) => one.startsAt === start && one.endedAt);
    if (ended?.page) this.pages.setOccurrence(alert.fingerprint, { ...ended, endedAt: null }, ended.page);
    const changes = this.take(receiver, alert, now);
    if (openEpisode(this.pages.occurrences(alert.fingerprint, start))) return changes;
    return [...changes, ...this.take(receiver, { ...alert, startsAt: now.toISOString() }, now)];
  }

  /**
   * Records that Alertmanager still has the alert of an open page. A different start continues the episode, unless the gap is
   * too long. Without a start, as for a silenced alert, no page begins.
   */
  confirm({ fingerprint, receiver, labels, annotations }: Page, startsAt: string | undefined, now: Date) {
    const start = reportedStart({ startsAt });
    const known = this.pages.occurrences(fingerprint, start);
    const occurrence = start
      ? known.find((one) => one.startsAt === start)
      : openEpisode(known)?.occurrences.at(-1);
    if (occurrence && (occurrence.endedAt || wasSeen(occurrence, now))) return [];
    return this.take(receiver, { status: 'firing', fingerprint, labels, annotations, startsAt: start }, now);
  }

  /** Ends an open page whose alert Alertmanager no longer has. */
  end({ fingerprint, receiver, labels, annotations }: Page, now: Date): PageChange[] {
    const startsAt = openEpisode(this.pages.occurrences(fingerprint))?.occurrences.at(-1)?.startsAt;
    const endsAt = now.toISOString();
    return this.take(
      receiver,
      { status: 'resolved', fingerprint, labels, annotations, startsAt, endsAt },
      now,
    );
  }

  notify({ id, team }: Page, level: PageLevel, now: Date): Page['notifications'][number] {
    const notification = { level, people: peopleOf(this.policy, team, level), at: now.toISOString() };
    this.pages.addNotification(id, notification);
    return notification;
  }

  private settle(receiver: string, alert: NotifiedAlert, all: Occurrence[], latest: Occurrence, now: Date) {
    const { fingerprint } = alert;
    return episodesOf(all).flatMap((episode) => {
      const existing = this.pageOf(episode);
      const page = existing ?? this.add(receiver, alert, episode, now);
      for (const one of episode.occurrences)
        if (one === latest || one.page !== page.id) this.pages.setOccurrence(fingerprint, one, page.id);
      const isAbout = episode.occurrences.includes(latest);
      // A late copy must not restore outdated annotations.
      if (isAbout && page.status === 'firing') this.pages.setAnnotations(page.id, alert.annotations);
      return this.setState(page, episode, existing === undefined, now);
    });
  }

  /** The page of one of these occurrences. */
  private pageOf({ occurrences }: Episode): Page | undefined {
    const ids = [...new Set(occurrences.flatMap(({ page }) => page ?? []))];
    const pages = ids.flatMap((id) => this.pages.find(id) ?? []);
    return pages.find((page) => occurrences.some(({ startsAt }) => startsAt === page.startsAt));
  }

  private add(receiver: string, alert: NotifiedAlert, { occurrences }: Episode, now: Date): Page {
    const fresh = newPage(receiver, alert, occurrences[0]!.startsAt, now);
    return this.pages.find(this.pages.add({ ...fresh, team: teamOf(this.policy, alert.labels) }))!;
  }

  private setState(page: Page, { endedAt, occurrences }: Episode, isNew: boolean, now: Date): PageChange[] {
    const wasOpen = page.status === 'firing';
    if (endedAt) {
      // An end without its own time gets the time of receipt.
      const hasTime = endedAt > occurrences.at(-1)!.beganAt;
      const resolvedAt = hasTime ? earlier(endedAt, now) : (page.resolvedAt ?? now.toISOString());
      if (page.resolvedAt !== resolvedAt) this.pages.setState(page.id, { status: 'resolved', resolvedAt });
      if (wasOpen) return [this.change('resolved', page)];
      return isNew ? [this.change('received', page)] : [];
    }
    if (wasOpen) return [];
    this.pages.setState(page.id, { status: 'firing', resolvedAt: null });
    // Only the first notification: an episode notifies once, and not at all if it ended before its receipt.
    if (page.notifications.length === 0) this.notify(page, firstLevel(page), now);
    return [this.change(isNew ? 'received' : 'reopened', page)];
  }

  private change(kind: PageChange['kind'], { id }: Page): PageChange {
    return { kind, page: this.pages.find(id)! };
  }
}

const wasSeen = ({ seenAt }: Occurrence, now: Date) => now.getTime() - Date.parse(seenAt) < SEEN_EVERY_MS;
const openEpisode = (occurrences: Occurrence[]) =>
  episodesOf(occurrences).findLast(({ endedAt }) => !endedAt);
const later = (a: string | null | undefined, b: string | null) => (a && b && a > b ? a : (b ?? a ?? null));
const earlier = (moment: string, now: Date) => (moment < now.toISOString() ? moment : now.toISOString());
