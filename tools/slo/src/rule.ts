/** A rule, as Prometheus reads it. */
export type Rule =
  | { record: string; expr: string; labels: Record<string, string> }
  | { alert: string; expr: string; labels: Record<string, string>; annotations: Record<string, string> };

/** By which every series of an objective is found. The names are Sloth's: its dashboards read them. */
export const idLabels = ({ id, service, name }: { id: string; service: string; name: string }) => ({
  sloth_id: id,
  sloth_service: service,
  sloth_slo: name,
});

/** A recorded series of an objective. */
export const recorded = (record: string, { id }: { id: string }) => `${record}{sloth_id="${id}"}`;

/** The limit that `count` events exceed and one less does not: `increase` extrapolates, so that a count is no whole number. */
export const moreThanAllBut = (count: number) => count - 0.5;
