import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { composeText, parseCompose } from '@webstore/lab-core/containers/compose-file.ts';
import { type AlloyBlock, type AlloyValue, readAlloyFile } from './alloy-file.ts';

const infra = resolve(import.meta.dirname, '../../../../infra');
const filesOf = (pattern: string) =>
  globSync(pattern, { cwd: resolve(infra, 'alloy') }).map((file) =>
    readAlloyFile(resolve(infra, 'alloy', file)),
  );

/** One configuration, as `alloy run <folder>` loads it. */
const alloy: AlloyBlock = {
  name: '',
  label: undefined,
  attributes: {},
  blocks: filesOf('*.alloy').flatMap(({ blocks }) => blocks),
};

/** The block at the end of the path, by name or by name and label. */
function find(path: string, from = alloy): AlloyBlock {
  return path.split(' > ').reduce((block, step) => {
    const found = block.blocks.filter(({ name, label }) => step === name || step === `${name} ${label}`);
    if (found.length !== 1) throw new Error(`${found.length} blocks ${step} in ${block.name}`);
    return found[0]!;
  }, from);
}

const jaeger = parse(readFileSync(resolve(infra, 'jaeger/jaeger.yaml'), 'utf8')) as {
  processors: { tail_sampling: { policies: object[] } };
  connectors: {
    spanmetrics: { histogram: { unit: string; explicit: object }; exemplars: object; dimensions: object[] };
  };
  exporters: { 'otlphttp/loki': { sending_queue: object; retry_on_failure: object } };
};

/** The metric relabelling of a Prometheus job. */
function scrapeOf(file: string, job: string): unknown {
  const { scrape_configs } = parse(readFileSync(resolve(infra, 'prometheus', file), 'utf8')) as {
    scrape_configs: { job_name: string; metric_relabel_configs: unknown }[];
  };
  return scrape_configs.find(({ job_name }) => job_name === job)!.metric_relabel_configs;
}

describe('Alloy in a container works as Jaeger does natively', () => {
  it('keeps a trace for the same reason, after the same time, and caches as many decisions', () => {
    const { policies, ...native } = jaeger.processors.tail_sampling;
    const sampler = find('otelcol.processor.tail_sampling services');
    expect(sampler.attributes).toEqual(native);
    const kept = sampler.blocks.filter(({ name }) => name === 'policy');
    expect(
      kept.map(({ attributes, blocks }) => ({ ...attributes, [blocks[0]!.name]: blocks[0]!.attributes })),
    ).toEqual(policies);
  });

  it('generates the same span metrics', () => {
    const { histogram, exemplars, dimensions, ...native } = jaeger.connectors.spanmetrics;
    const spanmetrics = find('otelcol.connector.spanmetrics services');
    expect(spanmetrics.attributes).toEqual({ ...native, aggregation_temporality: 'CUMULATIVE' });
    expect(native).toMatchObject({ aggregation_temporality: 'AGGREGATION_TEMPORALITY_CUMULATIVE' });
    expect(find('histogram', spanmetrics).attributes).toEqual({ unit: histogram.unit });
    expect(find('histogram > explicit', spanmetrics).attributes).toEqual(histogram.explicit);
    expect(find('exemplars', spanmetrics).attributes).toEqual(exemplars);
    // Natively one collector serves several environments. In containers there is one, and Alloy sets its label.
    const environment = { name: 'deployment.environment.name' };
    expect([find('dimension', spanmetrics).attributes, environment]).toEqual(dimensions);
    expect(find('prometheus.relabel pushed > rule').attributes).toEqual({
      target_label: 'environment',
      replacement: 'local',
    });
  });

  it('counts spans and calls before it samples', () => {
    const { traces } = find('otelcol.processor.memory_limiter services > output').attributes;
    expect(traces).toEqual([
      'otelcol.connector.spanmetrics.services.input',
      'otelcol.connector.servicegraph.services.input',
      'otelcol.processor.tail_sampling.services.input',
    ]);
    const sampled = find('otelcol.processor.tail_sampling services > output').attributes;
    expect(sampled).toEqual({ traces: ['otelcol.processor.batch.traces.input'] });
  });

  it('exposes span and consumer metrics under their native names and labels', () => {
    // Alloy's Kafka exporter uses another name for the lag, which no rule and no panel would find.
    const renamed = {
      source_labels: ['__name__'],
      regex: 'kafka_consumergroup_uncommitted_offsets',
      target_label: '__name__',
      replacement: 'kafka_consumergroup_lag',
    };
    expect(find('prometheus.relabel stack > rule').attributes).toEqual(renamed);
    expect(find('prometheus.scrape stack').attributes['forward_to']).toEqual([
      'prometheus.relabel.stack.receiver',
    ]);
    expect(scrapeOf('prometheus.compose.yml', 'stack')).toEqual([renamed]);
    // Only Jaeger's span metrics have the name of the scope, and an environment of their own.
    expect(find('otelcol.exporter.prometheus services').attributes).toMatchObject({
      include_scope_labels: false,
    });
    expect(scrapeOf('prometheus.yml', 'span-metrics')).toEqual([
      { source_labels: ['deployment_environment_name'], regex: '(.+)', target_label: 'environment' },
      { action: 'labeldrop', regex: 'otel_scope_.*|deployment_environment_name' },
    ]);
  });

  it('queues as many log lines for Loki, and for as long', () => {
    const { sending_queue, retry_on_failure } = jaeger.exporters['otlphttp/loki'];
    const loki = find('otelcol.exporter.otlphttp loki');
    expect(find('sending_queue', loki).attributes).toEqual(sending_queue);
    expect(find('retry_on_failure', loki).attributes).toEqual(retry_on_failure);
  });

  it('uses the same buckets for calls and spans', () => {
    const { latency_histogram_buckets } = find('otelcol.connector.servicegraph services').attributes;
    expect({ buckets: latency_histogram_buckets }).toEqual(jaeger.connectors.spanmetrics.histogram.explicit);
  });
});

describe('to Grafana Cloud', () => {
  it('exports span metrics before their conversion for Mimir, which cannot be undone without an instance', () => {
    const makers = [
      'otelcol.connector.spanmetrics',
      'otelcol.connector.servicegraph',
      'otelcol.processor.memory_limiter',
    ];
    for (const maker of makers) {
      const { metrics } = find(`${maker} services > output`).attributes;
      expect(JSON.stringify(metrics)).toContain('cloud.forward.lab.otlp');
    }
    expect(JSON.stringify(find('prometheus.relabel pushed').attributes)).not.toContain('cloud.');
  });
});

describe('a log line of a browser', () => {
  it("has its trace, span and level under the same names as a service's line", () => {
    const valuesOf = (label: string) =>
      Object.keys(find(`loki.process ${label} > stage.structured_metadata`).attributes['values']!);
    const common = ['severity_text', 'trace_id', 'span_id'];
    expect(valuesOf('services')).toEqual(expect.arrayContaining(common));
    expect(valuesOf('browser')).toEqual(['kind', ...common]);
    // As in the output of Alloy 1.18.1 for a Faro line.
    const { expressions } = find('loki.process browser > stage.json').attributes;
    expect(expressions).toMatchObject({ severity_text: 'level', trace_id: 'traceID', span_id: 'spanID' });
  });
});

/** Every string in a block that refers to another component: `loki.write.loki.receiver`. */
function referencesIn({ attributes, blocks }: AlloyBlock): string[] {
  const texts = (value: AlloyValue): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object'
        ? Object.values(value).flatMap(texts)
        : [];
  const named = texts(attributes).flatMap((text) => [
    ...text.matchAll(
      /(?<![\w"./:-])(?:otelcol|loki|prometheus|pyroscope|discovery|cloud|jaeger|pushed)(?:\.\w+){2,}/g,
    ),
  ]);
  return [...named.map(([reference]) => reference), ...blocks.flatMap(referencesIn)];
}

const component = (reference: string) => reference.split('.').slice(0, -1).join('.');
const idsIn = (blocks: AlloyBlock[]) =>
  blocks.flatMap(({ name, label }) => (label ? [`${name}.${label}`] : []));

describe("Alloy's components", () => {
  it('refer only to existing components', () => {
    const known = idsIn(alloy.blocks);
    expect(referencesIn(alloy).length).toBeGreaterThan(20);
    expect(referencesIn(alloy).filter((reference) => !known.includes(component(reference)))).toEqual([]);
  });

  it.each(filesOf('optional-exporters/*.alloy').map(({ blocks }) => blocks[0]!))(
    'imported from a file refer only to components of that file',
    (forward) => {
      const known = idsIn(forward.blocks);
      expect(referencesIn(forward).filter((reference) => !known.includes(component(reference)))).toEqual([]);
    },
  );

  it('read only variables that the container sets', () => {
    const folder = resolve(infra, 'alloy');
    const asked = globSync('**/*.alloy', { cwd: folder }).flatMap((file) =>
      [...readFileSync(resolve(folder, file), 'utf8').matchAll(/sys\.env\("(\w+)"\)/g)].map(
        ([, name]) => name!,
      ),
    );
    const { environment } = parseCompose(composeText(resolve(infra, '..'))).services['alloy']!;
    const own = Object.keys(environment!).filter((name) => name !== 'GOMEMLIMIT');
    expect([...new Set(asked)].toSorted()).toEqual(own.toSorted());
  });

  it.each(['cloud', 'jaeger', 'pushed'])('export the same lists whether signals go to %s or not', (who) => {
    const [no, yes] = ['false', 'true'].map((given) =>
      filesOf(`optional-exporters/${who}-${given}.alloy`)[0]!
        .blocks[0]!.blocks.filter(({ name }) => name === 'export')
        .map(({ label }) => label),
    );
    expect(yes).toEqual(no);
  });
});
