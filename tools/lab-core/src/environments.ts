/**
 * The environments of a lab. `local` has the telemetry stores; the others run beside it with services and data stores of
 * their own, and send their telemetry there.
 */
export const environments = {
  local: { portOffset: 0, isPaged: true },
  // No port of the lab is another one plus 500. Its alerts make tickets: infra/prometheus/prometheus.yml, infra/loki/loki.yaml.
  staging: { portOffset: 500, isPaged: false },
} as const;

export type EnvironmentName = keyof typeof environments;

export const environmentNames = Object.keys(environments) as EnvironmentName[];

export const isEnvironment = (name: string): name is EnvironmentName => Object.hasOwn(environments, name);
