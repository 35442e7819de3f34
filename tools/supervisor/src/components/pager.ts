import { join } from 'node:path';
import { nodeService } from './launching/node-service.ts';

/** Independent of the shop: it pages when the shop is down. */
export const pager = nodeService({
  service: 'pager',
  stage: 'metrics',
  summary: 'Stores pages from Alertmanager and escalates them until an engineer acknowledges',
  needs: [],
  env: (lab) => ({
    DATA_FILE: join(lab.data('pager'), 'pager.sqlite'),
    ESCALATION_FILE: join(lab.root, 'infra/pager/escalation.yaml'),
    PAGER_TOKEN: lab.pagerToken(),
    ALERTMANAGER_URL: lab.url('alertmanager'),
    PROMETHEUS_URL: lab.url('prometheus'),
    LAB_CLOCK: String(lab.clock),
    // The span accounting covers the shop; the pager's own health is in its metrics and log lines.
    OTEL_TRACES_EXPORTER: 'none',
  }),
});
