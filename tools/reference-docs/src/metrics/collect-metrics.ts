import { join } from 'node:path';
import type * as Telemetry from '@webstore/telemetry';
import { vi } from 'vitest';
import { type Observed, observed } from '@webstore/lab-core/clients/services.ts';

/** A metric and its services. */
export interface OwnedMetric extends Telemetry.MetricDescription {
  services: Observed[];
}

/** The services' own metrics, including those without samples, and Node's metrics in each service. */
export async function collectMetrics(root: string): Promise<{ ours: OwnedMetric[]; runtime: OwnedMetric[] }> {
  const byName = new Map<string, OwnedMetric>();
  for (const service of observed) {
    for (const metric of await metricsOf(service, root)) {
      const known = byName.get(metric.name);
      if (known) known.services.push(service);
      else byName.set(metric.name, { ...metric, services: [service] });
    }
  }
  const all = [...byName.values()];
  const isOurs = ({ name }: OwnedMetric) => name.startsWith('webstore_');
  return { ours: all.filter(isOurs), runtime: all.filter((metric) => !isOurs(metric)) };
}

/** Loads a service's root module with all its imports, in a separate registry. */
async function metricsOf(service: Observed, root: string): Promise<Telemetry.MetricDescription[]> {
  vi.resetModules();
  await import(join(root, 'services', service, 'src/app.module.ts'));
  const telemetry = await vi.importActual<typeof Telemetry>('@webstore/telemetry');
  telemetry.collectRuntimeMetrics();
  return telemetry.describeMetrics();
}
