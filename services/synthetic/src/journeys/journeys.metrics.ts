import { counter, histogram } from '@webstore/telemetry';
import { type Step, steps } from './step';

const journeys = counter({
  name: 'webstore_synthetic_journeys_total',
  help: 'Journeys of the synthetic customer, by result and by the step at which they ended.',
  labels: ['result', 'step'],
});
const durations = histogram({
  name: 'webstore_synthetic_journey_duration_seconds',
  help: 'Time that a journey of the synthetic customer took, to its end or to where it failed.',
  labels: ['result'],
  // 5 s: the deadline of a step.
  buckets: [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 5, 10, 25],
});

export type Result = 'completed' | 'failed';

// All series start at 0, because a series that appears with its first event shows no increase.
journeys.add({ result: 'completed', step: 'confirmation' }, 0);
for (const step of steps) journeys.add({ result: 'failed', step }, 0);
for (const result of ['completed', 'failed']) durations.zero({ result });

export function countJourney(result: Result, step: Step, seconds: number): void {
  journeys.add({ result, step });
  durations.observe({ result }, seconds);
}
