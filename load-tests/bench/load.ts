import type { Options } from 'k6/options';

const duration = __ENV['DURATION'] || '10s';
const vus = Number(__ENV['VUS'] || '8');
const perMinute = Number(__ENV['PER_MINUTE'] || '0');

/** With PER_MINUTE an arrival rate: who is slow is not asked less often. Without, VUS who ask again at once. */
export const load: Options = {
  scenarios: {
    bench: perMinute
      ? {
          executor: 'constant-arrival-rate',
          rate: perMinute,
          timeUnit: '1m',
          duration,
          preAllocatedVUs: 50,
          maxVUs: 400,
        }
      : { executor: 'constant-vus', vus, duration },
  },
  summaryTrendStats: ['p(50)', 'p(99)', 'max'],
  systemTags: ['name'],
};

interface Summary {
  metrics: Record<string, { values: Record<string, number> } | undefined>;
}

/** One line of JSON for the bench in place of k6's own summary. */
export function summary({ metrics }: Summary): Record<string, string> {
  const { values: time = {} } = metrics['http_req_duration'] ?? {};
  const said = {
    requests: metrics['http_reqs']?.values['count'] ?? 0,
    failed: metrics['http_req_failed']?.values['passes'] ?? 0,
    iterations: metrics['iterations']?.values['count'] ?? 0,
    dropped: metrics['dropped_iterations']?.values['count'] ?? 0,
    perSecond: metrics['iterations']?.values['rate'] ?? 0,
    p50Ms: time['p(50)'] ?? 0,
    p99Ms: time['p(99)'] ?? 0,
  };
  return { stdout: JSON.stringify(said) };
}
