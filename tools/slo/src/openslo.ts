import { z } from 'zod';

// OpenSLO v1 (https://github.com/OpenSLO/OpenSLO), limited to the fields that the objectives use. An unknown
// field is an error, because nothing would evaluate it.

const name = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'must be lower case letters, digits and -');
const selector = z
  .string()
  .regex(/^[a-zA-Z_:][\w:]*(\{.*\})?$/, 'must be one counter, as name{label="value"}');
const text = z.string().trim().min(1);

const metadata = <L extends z.ZodType, A extends z.ZodType>(labels: L, annotations: A) =>
  z.strictObject({ name, displayName: text, labels, annotations });

export const service = z.strictObject({
  apiVersion: z.literal('openslo/v1'),
  kind: z.literal('Service'),
  metadata: metadata(
    z.strictObject({ team: z.enum(['catalog', 'checkout', 'payments', 'platform']) }),
    z.undefined().optional(),
  ),
  spec: z.strictObject({ description: text.max(1050) }),
});

/** OpenSLO leaves `metricSource.spec` to the data source; this is ours. */
const counter = { query: selector };
const metric = <S extends z.ZodRawShape>(spec: S) =>
  z.strictObject({
    metricSource: z.strictObject({ type: z.literal('Prometheus'), spec: z.strictObject(spec) }),
  });

const ratioMetric = z
  .strictObject({
    counter: z.literal(true),
    good: metric(counter).optional(),
    bad: metric(counter).optional(),
    total: metric({
      ...counter,
      /**
       * The service for which time without an answered scrape counts as all errors. Without it, such time
       * does not count.
       */
      reachable: selector.optional(),
      /** Labels with a separate objective for each value. */
      groupBy: z.array(z.string().regex(/^[a-z_]+$/)).default([]),
      /**
       * Part of the total that is neither good nor bad: a customer alone must not be able to burn a budget.
       */
      excluded: selector.optional(),
    }),
  })
  .refine(({ good, bad }) => (good === undefined) !== (bad === undefined), 'needs either good or bad')
  .refine(
    ({ bad, total }) => !bad || !total.metricSource.spec.excluded,
    'what is excluded from the total could be bad: give good events',
  );

export const slo = z.strictObject({
  apiVersion: z.literal('openslo/v1'),
  kind: z.literal('SLO'),
  metadata: metadata(
    z.undefined().optional(),
    z.strictObject({
      'webstore.lab/runbook': z.string().regex(/^docs\/runbooks\/[a-z-]+\.md$/),
      /** Of Grafana: uid and variables. */
      'webstore.lab/dashboard': z.string().regex(/^webstore-[a-z0-9]+(\?\S+)?$/),
      /** Without Grafana: the query for Prometheus's own graph page. */
      'webstore.lab/graph': text,
      'webstore.lab/summary': text,
      'webstore.lab/impact': text.includes('{orders}'),
      'webstore.lab/impact-orders': text,
      'webstore.lab/exemplars': selector,
      'webstore.lab/traces': z.string().startsWith('./lab trace '),
    }),
  ),
  spec: z.strictObject({
    description: text.max(1050),
    service: name,
    budgetingMethod: z.literal('Occurrences'),
    timeWindow: z.tuple([z.strictObject({ duration: z.literal('30d'), isRolling: z.literal(true) })]),
    indicator: z.strictObject({
      metadata: z.strictObject({ name }),
      spec: z.strictObject({ ratioMetric }),
    }),
    objectives: z.tuple([z.strictObject({ displayName: text, target: z.number().gt(0).lt(1) })]),
  }),
});

export type Slo = z.infer<typeof slo>;
export type Service = z.infer<typeof service>;
