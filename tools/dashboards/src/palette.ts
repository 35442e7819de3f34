import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';

/**
 * One colour for each meaning, on all dashboards. `values` are the values of the labels in {@link meaningfulLabels}, as
 * regular expressions.
 */
export const palette = {
  ok: {
    colour: 'green',
    values: ['[123]\\d\\d', 'completed', 'settled', 'handled', 'held', 'hit', 'healthy', 'written'],
  },
  /** What a caller did wrong, and what can wait. */
  clientError: {
    colour: 'yellow',
    values: ['4\\d\\d', 'refused', 'out_of_stock', 'warn', 'slow', 'refunded', 'ticket', 'unknown'],
  },
  declined: { colour: 'purple', values: ['declined', 'cancelled'] },
  error: {
    colour: 'red',
    values: ['5\\d\\d', 'error', 'failed', 'dead_lettered', 'unreadable', 'unhealthy', 'exited', 'page'],
  },
  neutral: {
    colour: 'blue',
    values: ['info', 'accepted', 'duplicate', 'miss', 'share', 'vip', 'asked', 'high_value', 'true'],
  },
  ignored: { colour: '#808080', values: ['none', 'sampled', 'false', 'debug', 'verbose'] },
} as const;
export type Meaning = keyof typeof palette;

/** Labels whose values have a meaning. In a legend they come last. */
export const meaningfulLabels = [
  'status',
  'result',
  'reason',
  'severity_text',
  'severity',
  'health_type',
  'sampled',
] as const;

const services = {
  catalog: '#3274D9',
  cart: '#37A2B4',
  checkout: '#A16A3E',
  payment: '#705DA0',
  synthetic: '#8AB8FF',
};

/**
 * Lines that have the same colour on every dashboard, by the label that names them. None of these colours has a meaning, except
 * that customers at risk need attention.
 */
export const identities: Record<string, Record<string, string>> = {
  service: services,
  service_name: services,
  consumergroup: services,
  datname: services,
  country: {
    DE: '#37A2B4',
    FR: '#8AB8FF',
    GB: '#705DA0',
    US: '#5F6B7A',
    BR: '#A16A3E',
    JP: '#E685B5',
    IN: '#D9A58B',
    AU: '#3274D9',
  },
  segment: { new: '#37A2B4', returning: '#8AB8FF', vip: '#3274D9', at_risk: palette.clientError.colour },
};

interface Override {
  matcher: { id: 'byName' | 'byRegexp'; options: string };
  properties: DynamicConfigValue[];
}

const colour = (mode: 'fixed' | 'shades', fixedColor: string): DynamicConfigValue[] => [
  { id: 'color', value: { mode, fixedColor } },
];

/** Shades of blue for values that are neither good nor bad, and often lines of one graph. */
const blues = ['blue', 'light-blue', 'dark-blue', 'super-light-blue', 'semi-dark-blue'];

/** The colours of a panel's lines, by their legends. */
export function coloursOf(legends: string[]): Override[] {
  const labels = legends.flatMap((legend) =>
    [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label!),
  );
  if (meaningfulLabels.some((label) => labels.includes(label)))
    return Object.entries(palette).flatMap(([meaning, { colour: color, values }]) =>
      meaning === 'neutral'
        ? values.map((value, index) => ending([value], 'fixed', blues[index % blues.length]!))
        : // Several values may have one meaning: shades distinguish them.
          [ending(values, 'shades', color)],
    );
  const [label] = labels;
  const identity = legends[0] === `{{${label}}}` && labels.length === 1 ? identities[label!] : undefined;
  if (identity)
    return Object.entries(identity).map(([name, color]) => ({
      matcher: { id: 'byName', options: name },
      properties: colour('fixed', color),
    }));
  return [];
}

/** Lines whose name ends with one of the values. */
const ending = (values: readonly string[], mode: 'fixed' | 'shades', color: string): Override => ({
  matcher: { id: 'byRegexp', options: `/(^| )(${values.join('|')})$/` },
  properties: colour(mode, color),
});
