import type * as Telemetry from '@webstore/telemetry';
import { type Observed, observed } from '@webstore/lab-core/clients/services.ts';
import type { LoadedService, LoadService } from '../services/load-service.ts';

/** A metric and its services. */
export interface OwnedMetric extends Telemetry.MetricDescription {
  services: Observed[];
}

/** The services' own metrics, including those without samples, and Node's metrics in each service. */
export interface Metrics {
  ours: OwnedMetric[];
  runtime: OwnedMetric[];
}

export async function collectMetrics(load: LoadService): Promise<Metrics> {
  const byName = new Map<string, OwnedMetric>();
  for (const service of observed) {
    for (const metric of metricsOf(await load(service))) {
      const known = byName.get(metric.name);
      if (known) known.services.push(service);
      else byName.set(metric.name, { ...metric, services: [service] });
    }
  }
  const all = [...byName.values()];
  const isOurs = ({ name }: OwnedMetric) => name.startsWith('webstore_');
  return { ours: all.filter(isOurs), runtime: all.filter((metric) => !isOurs(metric)) };
}

function metricsOf({ telemetry }: LoadedService): Telemetry.MetricDescription[] {
  telemetry.collectRuntimeMetrics();
  return telemetry.describeMetrics();
}
