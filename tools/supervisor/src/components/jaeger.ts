import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { answersOk, textOf } from '@webstore/lab-core/machine/answers.ts';
import { compiledProgram } from './launching/cache.ts';
import type { Component } from './component.ts';
import { innerListener } from './launching/guarded.ts';
import { minimalEnv } from './launching/minimal-env.ts';

/** Without it the sampler counts only traces, and no metric counts the spans that it dropped. */
const countsSpansSampledOut = '--feature-gates=processor.tailsamplingprocessor.metricstatcountspanssampled';

export const jaeger: Component = {
  name: 'jaeger',
  stage: 'compiled',
  summary: 'Jaeger: collects spans and logs, samples, keeps traces',
  needs: ['guard'],
  ports: ['otlpGrpc', 'otlpHttp', 'jaeger', 'jaegerGrpc', 'jaegerTelemetry', 'jaegerHealth', 'spanMetrics'],
  fetched: 'jaeger',

  launch: (lab) => ({
    command: compiledProgram(lab, 'jaeger'),
    args: [`--config=${join(lab.root, 'infra/jaeger/jaeger.yaml')}`, countsSpansSampledOut],
    env: minimalEnv({ ...jaegerEnv(lab), GOMEMLIMIT: '512MiB' }),
    cwd: lab.data('jaeger'),
  }),

  ready: (lab) => answersOk(`${lab.url('jaegerHealth')}/status`),
  // Jaeger drops undecided traces when it ends: those of the last seconds, with every exemplar that points at
  // them.
  drained: async (lab) => (await undecidedTraces(lab)) === 0,
  graceMs: 15_000,
};

/** Values for the template infra/jaeger/jaeger.yaml. */
export function jaegerEnv(lab: Lab): Record<string, string> {
  return {
    OTLP_GRPC_PORT: String(lab.port('otlpGrpc')),
    OTLP_HTTP_LISTENER: innerListener(lab, 'otlpHttp'),
    SPAN_METRICS_PORT: String(lab.port('spanMetrics')),
    TELEMETRY_PORT: String(lab.port('jaegerTelemetry')),
    HEALTH_PORT: String(lab.port('jaegerHealth')),
    QUERY_LISTENER: innerListener(lab, 'jaeger'),
    QUERY_GRPC_PORT: String(lab.port('jaegerGrpc')),
    LOKI_URL: lab.url('loki'),
    // Relative to its working folder: a path could contain text that the collector expands as a variable.
    JAEGER_DATA: '.',
  };
}

/** Traces without a decision in the tail sampler, from the collector's own metrics. */
async function undecidedTraces(lab: Lab): Promise<number> {
  const metrics = await textOf(`${lab.url('jaegerTelemetry')}/metrics`);
  const total = (name: string) =>
    [...metrics.matchAll(new RegExp(`^otelcol_processor_tail_sampling_${name}{.*} (\\S+)$`, 'gm'))].reduce(
      (sum, [, value]) => sum + Number(value),
      0,
    );
  return total('new_trace_id_received_total') - total('global_count_traces_sampled_total');
}
