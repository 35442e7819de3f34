import { eventually } from '@webstore/testing';
import { expect } from 'vitest';
import { type Service, services } from '@webstore/lab-core/clients/services.ts';
import { scrape, total } from '../stores/scrape.ts';

type Signal = 'spans' | 'log_records';

/** Counts of a signal in the services, by result. */
export interface Sent {
  created: number;
  exported: number;
  dropped: number;
}

/** Counts of the spans that the collector received since it started, by result. */
export interface Collected {
  accepted: number;
  stored: number;
  sampledOut: number;
}

export async function sent(service: Service, signal: Signal): Promise<Sent> {
  const samples = await scrape(service);
  const figure = (what: string) => total(samples, `webstore_${signal}_${what}_total`);
  return { created: figure('created'), exported: figure('exported'), dropped: figure('dropped') };
}

export async function sentByAll(signal: Signal): Promise<Sent> {
  const all = await Promise.all(services.map((service) => sent(service, signal)));
  const sum = (what: keyof Sent) => all.reduce((so, one) => so + one[what], 0);
  return { created: sum('created'), exported: sum('exported'), dropped: sum('dropped') };
}

export async function collected(): Promise<Collected> {
  const samples = await scrape('jaegerTelemetry');
  const decided = 'otelcol_processor_tail_sampling_count_spans_sampled_total';
  const late = 'otelcol_processor_tail_sampling_early_releases_from_cache_decision_total';
  return {
    accepted: total(samples, 'otelcol_receiver_accepted_spans_total'),
    stored: total(samples, 'otelcol_exporter_sent_spans_total', 'exporter="jaeger_storage_exporter"'),
    sampledOut: total(samples, decided, 'decision="not_sampled"') + total(samples, late, 'sampled="false"'),
  };
}

/**
 * Waits until no telemetry is in transit: everything created was sent or dropped, and everything received has
 * a decision.
 */
export async function drained(): Promise<void> {
  const nothingOnItsWay = async () => {
    const { created, exported, dropped } = await sentByAll('spans');
    const { accepted, stored, sampledOut } = await collected();
    expect({
      waiting: created - exported - dropped,
      undecided: accepted - stored - sampledOut,
    }).toEqual({ waiting: 0, undecided: 0 });
  };
  await eventually(nothingOnItsWay, { timeoutMs: 60_000 });
}
