import { type LogLevel, logLevels } from '../config';
import { counter } from '../metrics/metrics';

const lines = counter({
  name: 'webstore_log_lines_total',
  help: 'Log lines that were written, and identical ones that were left out because they came too fast.',
  labels: ['level', 'result'],
});
for (const level of logLevels) for (const result of ['written', 'sampled']) lines.add({ level, result }, 0);

/** Counts a line. */
export function countLine(level: LogLevel, result: 'written' | 'sampled'): void {
  lines.add({ level, result });
}
