import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { PortName } from '@webstore/lab-core/ports.ts';
import { versionOf } from '@webstore/lab-core/rollouts/rollouts.ts';
import { forAll, replaceFile } from '@webstore/lab-core/state/replace-file.ts';
import { observed } from '@webstore/lab-core/clients/services.ts';
import { replicaNamed, componentOf } from '@webstore/lab-core/rollouts/replicas.ts';

interface Target {
  job: 'services' | 'stack' | 'span-metrics';
  port: PortName;
  /** Its labels, besides the environment. */
  labels?: Record<string, string>;
}

const environment = 'local';

const stack: Record<string, { part: string; port: PortName }> = {
  prometheus: { part: 'prometheus', port: 'prometheus' },
  alertmanager: { part: 'alertmanager', port: 'alertmanager' },
  pager: { part: 'pager', port: 'pager' },
  loki: { part: 'loki', port: 'loki' },
  jaeger: { part: 'jaeger', port: 'jaegerTelemetry' },
  'kafka-exporter': { part: 'kafka', port: 'kafkaExporter' },
  'postgres-exporter': { part: 'postgres', port: 'postgresExporter' },
  'redis-exporter': { part: 'redis', port: 'redisExporter' },
};

/** Prometheus's targets for a component. */
function targetsOf(lab: Lab, component: string): Target[] {
  const service = observed.find((name) => name === componentOf(component));
  if (service) {
    const port = replicaNamed(component)?.port ?? service;
    return [{ job: 'services', port, labels: { service, version: versionOf(lab, component) } }];
  }
  const found = stack[component];
  if (!found) return [];
  const own: Target = { job: 'stack', port: found.port, labels: { part: found.part } };
  return component === 'jaeger' ? [own, { job: 'span-metrics', port: 'spanMetrics' }] : [own];
}

const folder = (lab: Lab) => join(lab.config('prometheus'), 'targets');

/**
 * A component is a target from its first readiness until the lab is brought down: before its first start or
 * compilation it is no outage, but afterwards a stop or a crash is.
 */
export function addTarget(lab: Lab, component: string): void {
  for (const { job, port, labels } of targetsOf(lab, component)) {
    const group = { targets: [`127.0.0.1:${lab.port(port)}`], labels: { ...labels, environment } };
    const file = join(folder(lab), job, `${component}.json`);
    const text = JSON.stringify([group], null, 2);
    // Prometheus reads it again whenever it is replaced.
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) replaceFile(file, text, forAll);
  }
}

/** It is no longer desired, so a missing answer is no outage. */
export function removeTarget(lab: Lab, component: string): void {
  for (const { job } of targetsOf(lab, component))
    rmSync(join(folder(lab), job, `${component}.json`), { force: true });
}

/** The lab starts or stops: no target is expected to answer. */
export function clearTargets(lab: Lab): void {
  rmSync(folder(lab), { recursive: true, force: true });
}

/** The receivers of alerts are known from the start. */
export function alertmanagerTargets(lab: Lab) {
  return [{ targets: [`127.0.0.1:${lab.port('alertmanager')}`] }];
}
