import type { Trouble } from '@webstore/supervisor/daemon/troubles.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';

/** The failures of the supervisor, latest last; empty while all is well. */
export function troubleLines(troubles: Trouble[], linesLost: number, now = Date.now()): string[] {
  if (troubles.length === 0) return [];
  return [
    '\nThe supervisor failed:',
    ...troubles.map(({ what, reason, count, last, isOver }) => {
      const times = count === 1 ? 'once' : `${count} times`;
      const ended = isOver ? '; it works again' : '';
      return `  ${what}: ${reason} (${times}, last ${duration(now - Date.parse(last))} ago${ended})`;
    }),
    ...(linesLost > 0 ? [`  ${linesLost} lines of its own log are lost.`] : []),
  ];
}
