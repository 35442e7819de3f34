/** A rule in Prometheus's format. */
export type Rule =
  | { record: string; expr: string; labels: Record<string, string> }
  | { alert: string; expr: string; labels: Record<string, string>; annotations: Record<string, string> };

/** The labels that identify every series of an objective. The names are Sloth's: its dashboards read them. */
export const idLabels = ({ id, service, name }: { id: string; service: string; name: string }) => ({
  sloth_id: id,
  sloth_service: service,
  sloth_slo: name,
});

/** A recorded series of an objective. */
export const recorded = (record: string, { id }: { id: string }) => `${record}{sloth_id="${id}"}`;

/**
 * The threshold that `count` events exceed and one less does not: `increase` extrapolates, so a count is not
 * an integer.
 */
export const moreThanAllBut = (count: number) => count - 0.5;
