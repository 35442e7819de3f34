import type { Unit } from '@webstore/signals';
import * as units from '@grafana/grafana-foundation-sdk/units';

/** Grafana's units for those of the query catalogue. */
export const grafanaUnits: Record<Unit, string> = {
  // Not "short": 1,253 and 1,020 would both be 1 K.
  count: units.LocaleFormat,
  // Grafana's own units for these call everything an operation.
  'per second': 'suffix: /s',
  'per minute': 'suffix: /min',
  'requests per second': units.RequestsPerSecond,
  seconds: units.Seconds,
  nanoseconds: units.Nanoseconds,
  share: units.PercentUnit,
  times: 'suffix: ×',
  bytes: units.BytesIEC,
  euros: units.Euro,
  state: units.NoUnit,
  moment: units.DateTimeFromNow,
  lines: units.NoUnit,
  traces: units.NoUnit,
  names: units.NoUnit,
};
