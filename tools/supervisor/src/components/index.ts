import type { Lab } from '@webstore/lab-core/lab.ts';
import { acquirer } from './acquirer.ts';
import { alertmanager } from './alertmanager.ts';
import { cart } from './cart.ts';
import { catalog } from './catalog.ts';
import { checkout } from './checkout.ts';
import { type Component, type Stage, stages } from './component.ts';
import { replicaNamed } from '@webstore/lab-core/rollouts/replicas.ts';
import { guard } from './guard.ts';
import { host } from './host.ts';
import { jaeger } from './jaeger.ts';
import { k6 } from './k6.ts';
import { kafkaExporter } from './exporters/kafka-exporter.ts';
import { kafka } from './kafka.ts';
import { loki } from './loki.ts';
import { pager } from './pager.ts';
import { payment, payment2 } from './payment.ts';
import { postgresExporter } from './exporters/postgres-exporter.ts';
import { postgres } from './postgres.ts';
import { prometheus } from './prometheus.ts';
import { redisExporter } from './exporters/redis-exporter.ts';
import { redis } from './redis.ts';
import { synthetic } from './synthetic.ts';

/** The whole native lab. Within a stage, the order is that of the display and of the compilation. */
export const components: readonly Component[] = [
  postgres,
  redis,
  kafka,
  acquirer,
  catalog,
  cart,
  checkout,
  payment,
  payment2,
  synthetic,
  host,
  pager,
  guard,
  prometheus,
  alertmanager,
  postgresExporter,
  redisExporter,
  kafkaExporter,
  k6,
  jaeger,
  loki,
];

/** Only `local` has them; the other environments of a lab send their telemetry there. */
const ofAllEnvironments: readonly Component[] = [pager, prometheus, alertmanager, jaeger, loki];

/** The components of an environment. */
export const componentsOf = ({ environment }: Pick<Lab, 'environment'>): Component[] =>
  components.filter((component) => environment === 'local' || !ofAllEnvironments.includes(component));

/** `--only shop` means the shop and its dependencies. Excludes replicas, which run on demand. */
export function componentsUpTo(lab: Pick<Lab, 'environment'>, last: Stage = 'compiled'): Component[] {
  return componentsOf(lab).filter(
    ({ name, stage }) => stages.indexOf(stage) <= stages.indexOf(last) && !replicaNamed(name),
  );
}
