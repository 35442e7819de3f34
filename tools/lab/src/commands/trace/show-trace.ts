import { SignalProblem, type Trace } from '@webstore/signals';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { asJson } from './as-json.ts';
import { heading } from './drawing/heading.ts';
import { paletteOf } from './drawing/palette.ts';
import { relatedTracesOf } from './analysis/related-traces.ts';
import { reportOf } from './analysis/report.ts';
import type { Found } from './searches.ts';
import { logsOf, type SpanLogs } from './analysis/span-logs.ts';
import { type Stores, storesOf } from '@webstore/lab-core/clients/telemetry-backends.ts';
import { summary } from './drawing/summary.ts';
import { waterfall } from './drawing/waterfall.ts';

export interface ShowOptions {
  json?: boolean;
  full?: boolean;
  logs: boolean;
}

/** Width when the output is no terminal. */
const widthOfPipes = 120;
const narrowest = 60;

/** Finds a trace and prints it. Missing log lines do not prevent that: the end of the output reports them. */
export async function showTrace(
  lab: Lab,
  search: (stores: Stores) => Promise<Found>,
  { json, full = false, logs }: ShowOptions,
): Promise<void> {
  const stores = storesOf(lab);
  const { trace, foundBy } = await orSay(search(stores));
  const relatives = await orSay(relatedTracesOf(trace, stores.traces));
  const lines = logs ? await linesOf(trace, stores) : { found: new Map() as SpanLogs };
  const report = reportOf({ trace, foundBy, relatives, logs: lines.found });

  if (json) console.log(JSON.stringify(asJson(report), null, 2));
  else {
    const palette = paletteOf(report.services);
    const width = Math.max(narrowest, process.stdout.columns ?? widthOfPipes);
    const drawn = waterfall(report, palette, width, full);
    console.log([...heading(report, palette), '', ...drawn, ...summary(report, palette, width)].join('\n'));
  }
  if (lines.problem) throw lines.problem;
}

async function linesOf(trace: Trace, { logs }: Stores): Promise<{ found: SpanLogs; problem?: Failure }> {
  try {
    return { found: await orSay(logsOf(trace, logs)) };
  } catch (problem) {
    if (problem instanceof Failure) return { found: new Map(), problem };
    throw problem;
  }
}

/** A store that does not answer is a component of the lab: names it and a remedy. */
async function orSay<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof SignalProblem)) throw error;
    const advice = `./lab status shows how ${error.store} is, ./lab start ${error.store} starts it`;
    throw new Failure(`${error.message}: ${advice}.`, exitCodes.unavailable);
  }
}
