import type { Lab } from '../lab.ts';
import type { PortName } from '../ports.ts';
import { services } from '../shop/services.ts';

interface TargetGroup {
  targets: string[];
  labels?: Record<string, string>;
}

const stack: Record<string, PortName> = {
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
  loki: 'loki',
  jaeger: 'jaegerTelemetry',
  kafka: 'kafkaExporter',
  postgres: 'postgresExporter',
  redis: 'redisExporter',
};

/** The files of Prometheus' file_sd, by name: who is scraped, and by which labels it is told apart. */
export function prometheusTargets(lab: Lab): Record<string, TargetGroup[]> {
  const at = (port: PortName) => [`127.0.0.1:${lab.port(port)}`];
  return {
    services: services.map((service) => ({
      targets: at(service),
      labels: { service, version: lab.version, environment: 'local' },
    })),
    'span-metrics': [{ targets: at('spanMetrics') }],
    stack: Object.entries(stack).map(([part, port]) => ({ targets: at(port), labels: { part } })),
    alertmanager: [{ targets: at('alertmanager') }],
  };
}
