import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import { answersOk } from '../machine/answers.ts';
import { compiledProgram } from './cache.ts';
import type { Component } from './component.ts';
import { minimalEnv } from './minimal-env.ts';

export const jaeger: Component = {
  name: 'jaeger',
  stage: 'compiled',
  summary: 'Jaeger: collects spans and logs, samples, keeps traces',
  needs: [],
  ports: ['otlpGrpc', 'otlpHttp', 'jaeger', 'jaegerGrpc', 'jaegerTelemetry', 'jaegerHealth', 'spanMetrics'],
  fetched: 'jaeger',

  launch: (lab) => ({
    command: compiledProgram(lab, 'jaeger'),
    args: ['--config', join(lab.root, 'infra/jaeger/jaeger.yaml')],
    env: minimalEnv({ ...jaegerEnv(lab), GOMEMLIMIT: '512MiB' }),
    cwd: lab.data('jaeger'),
  }),

  ready: (lab) => answersOk(`${lab.url('jaegerHealth')}/status`),
  graceMs: 15_000,
};

/** What infra/jaeger/jaeger.yaml asks for. */
export function jaegerEnv(lab: Lab): Record<string, string> {
  return {
    OTLP_GRPC_PORT: String(lab.port('otlpGrpc')),
    OTLP_HTTP_PORT: String(lab.port('otlpHttp')),
    SPAN_METRICS_PORT: String(lab.port('spanMetrics')),
    TELEMETRY_PORT: String(lab.port('jaegerTelemetry')),
    HEALTH_PORT: String(lab.port('jaegerHealth')),
    QUERY_PORT: String(lab.port('jaeger')),
    QUERY_GRPC_PORT: String(lab.port('jaegerGrpc')),
    LOKI_URL: lab.url('loki'),
    JAEGER_DATA: lab.data('jaeger'),
  };
}
