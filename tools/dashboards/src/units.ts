import type { Unit } from '@webstore/signals';
import * as units from '@grafana/grafana-foundation-sdk/units';

/** Grafana's units for those of the query catalogue. */
export const grafanaUnits: Record<Unit, string> = {
  count: units.Short,
  'per second': units.OpsPerSecond,
  'per minute': units.OpsPerMinute,
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
