import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';

/**
 * One colour for each meaning, on all dashboards. `values` are the values of the labels in {@link meaningfulLabels}, as
 * regular expressions.
 */
export const palette = {
  ok: {
    colour: 'green',
    values: [
      '[123]\\d\\d',
      'accepted',
      'completed',
      'settled',
      'handled',
      'held',
      'hit',
      'healthy',
      'written',
    ],
  },
  /** What a caller did wrong, and what can wait. */
  clientError: {
    colour: 'yellow',
    values: ['4\\d\\d', 'refused', 'out_of_stock', 'warn', 'slow', 'ticket', 'unknown'],
  },
  declined: { colour: 'purple', values: ['declined', 'cancelled'] },
  error: {
    colour: 'red',
    values: ['5\\d\\d', 'error', 'failed', 'dead_lettered', 'unreadable', 'unhealthy', 'exited', 'page'],
  },
  neutral: {
    colour: 'blue',
    values: ['info', 'duplicate', 'refunded', 'miss', 'vip', 'high_value', 'asked', 'share'],
  },
  ignored: { colour: '#808080', values: ['none', 'sampled', 'debug', 'verbose'] },
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
] as const;

/** The colour of each service, wherever it is a line. None of them has a meaning. */
const services = {
  catalog: '#3274D9',
  cart: '#37A2B4',
  checkout: '#A16A3E',
  payment: '#705DA0',
  synthetic: '#8AB8FF',
};

interface Override {
  matcher: { id: 'byName' | 'byRegexp'; options: string };
  properties: DynamicConfigValue[];
}

const colour = (mode: 'fixed' | 'shades', fixedColor: string): DynamicConfigValue[] => [
  { id: 'color', value: { mode, fixedColor } },
];

/** The colours of a panel's lines, by their legends. */
export function coloursOf(legends: string[]): Override[] {
  const labels = legends.flatMap((legend) =>
    [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label!),
  );
  if (meaningfulLabels.some((label) => labels.includes(label)))
    return Object.values(palette).map(({ colour: color, values }) => ({
      matcher: { id: 'byRegexp', options: `/(^| )(${values.join('|')})$/` },
      // Several values may have one meaning: shades distinguish them.
      properties: colour('shades', color),
    }));
  if (legends.length === 1 && legends[0] === '{{service}}')
    return Object.entries(services).map(([name, color]) => ({
      matcher: { id: 'byName', options: name },
      properties: colour('fixed', color),
    }));
  return [];
}
