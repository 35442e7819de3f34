import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import { type PortName, storefrontPort } from '@webstore/lab-core/ports.ts';
import { versionOf } from '@webstore/lab-core/rollouts/rollouts.ts';
import { forServices } from '@webstore/lab-core/settings.ts';
import { buildService } from './build-service.ts';
import type { Component, Stage } from '../component.ts';
import { replicaNamed } from '@webstore/lab-core/rollouts/replicas.ts';
import { innerListener } from './guarded.ts';
import { minimalEnv } from './minimal-env.ts';

/** kafkajs arms a timer with a negative delay at every start; Node 24 warns, but this is harmless. */
const quiet = '--disable-warning=TimeoutNegativeWarning';

interface ServiceOptions {
  service: PortName;
  /** Default: its first instance, which has the name of the service. */
  name?: string;
  /** Default: it belongs to the shop. */
  stage?: Stage;
  summary: string;
  needs: readonly string[];
  env(lab: Lab): Record<string, string>;
}

/**
 * Small young generation, large heap limit. Measured on Node 24: with an old space of 256 MiB or less, V8
 * runs a full collection for every filled young generation, which cost an idle service most of a core; the
 * used heap is 50 MiB.
 */
const heap = ['--max-semi-space-size=16', '--max-old-space-size=512'];

/** Common settings of the repository's own services; each sibling file adds the differences. */
export function nodeService(options: ServiceOptions): Component {
  const { service, name = service, stage = 'shop', summary, needs, env } = options;
  const port = replicaNamed(name)?.port ?? service;
  return {
    name,
    stage,
    summary,
    needs,
    ports: [port],
    prepare: (lab, run) => buildService(service, lab, run),
    launch: (lab) => ({
      command: process.execPath,
      args: [...heap, quiet, '--require', './dist/instrumentation.js', 'dist/main.js'],
      env: minimalEnv({ ...common(lab, name, port), ...telemetry(lab, service, name), ...env(lab) }),
      cwd: join(lab.root, 'services', service),
    }),
    ready: (lab) => answersOk(`${lab.url(port)}/health/ready`),
    graceMs: 15_000,
  };
}

/** The origin of the shop's pages. */
export const storefrontOrigins = (lab: Lab) =>
  ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${storefrontPort + lab.portOffset}`);

function common(lab: Lab, name: string, port: PortName): Record<string, string> {
  const { LOG_FILE, ...settings } = forServices(lab.settings());
  return {
    ...settings,
    LOG_FILE: LOG_FILE.replaceAll(
      '{service}',
      lab.environment === 'local' ? name : `${lab.environment}-${name}`,
    ),
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(lab.port(port)),
    CORS_ORIGINS: storefrontOrigins(lab).join(','),
  };
}

function telemetry(lab: Lab, service: string, name: string): Record<string, string> {
  const resource = {
    'service.namespace': 'webstore',
    'service.version': versionOf(lab, name),
    'service.instance.id': name === service ? `${service}-1` : name,
    'deployment.environment.name': lab.environment,
  };
  return {
    OTEL_SERVICE_NAME: service,
    // Not through the guard, which is for browsers: one more process could lose spans.
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${innerListener(lab, 'otlpHttp')}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_RESOURCE_ATTRIBUTES: Object.entries(resource)
      .map((pair) => pair.join('='))
      .join(','),
  };
}

export const redisUrl = (lab: Lab) => `redis://127.0.0.1:${lab.port('redis')}`;
export const kafkaBrokers = (lab: Lab) => `127.0.0.1:${lab.port('kafka')}`;
