import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
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

/** Of the Prometheus that scrapes this environment. */
const folder = ({ telemetry }: Lab) => join(telemetry.config('prometheus'), 'targets');

/** No name of a component has a dot. */
const prefix = ({ environment }: Lab) => (environment === 'local' ? '' : `${environment}.`);

const fileOf = (lab: Lab, { job }: Target, component: string) =>
  join(folder(lab), job, `${prefix(lab)}${component}.json`);

/**
 * A component is a target from its first readiness until the lab is brought down: before its first start or
 * compilation it is no outage, but afterwards a stop or a crash is.
 */
export function addTarget(lab: Lab, component: string): void {
  const { environment } = lab;
  for (const target of targetsOf(lab, component)) {
    const labels = { ...target.labels, environment };
    const group = { targets: [`127.0.0.1:${lab.port(target.port)}`], labels };
    const file = fileOf(lab, target, component);
    const text = JSON.stringify([group], null, 2);
    // Prometheus reads it again whenever it is replaced.
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) replaceFile(file, text, forAll);
  }
}

/** It is no longer desired, so a missing answer is no outage. */
export function removeTarget(lab: Lab, component: string): void {
  for (const target of targetsOf(lab, component)) rmSync(fileOf(lab, target, component), { force: true });
}

/** The environment starts or stops: none of its targets is expected to answer. */
export function clearTargets(lab: Lab): void {
  const ofAll = globSync('{services,stack,span-metrics}/*.json', { cwd: folder(lab) });
  const own = ofAll.filter((file) => basename(file).replace(/[^.]*\.json$/, '') === prefix(lab));
  for (const file of own) rmSync(join(folder(lab), file), { force: true });
}

/** The receivers of alerts are known from the start. */
export function alertmanagerTargets(lab: Lab) {
  return [{ targets: [`127.0.0.1:${lab.port('alertmanager')}`] }];
}
