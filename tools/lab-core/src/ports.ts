import { environments } from './environments.ts';

/** Every port of the lab, all on 127.0.0.1. `--port-offset` shifts them together. */
export const ports = {
  catalog: 8001,
  cart: 8002,
  checkout: 8003,
  payment: 8004,
  payment2: 8104,
  acquirer: 8090,
  synthetic: 8092,
  pager: 8091,
  host: 8095,
  postgres: 5432,
  redis: 6379,
  kafka: 9092,
  kafkaController: 9191,
  prometheus: 9090,
  alertmanager: 9093,
  redisExporter: 9121,
  postgresExporter: 9187,
  kafkaExporter: 9308,
  loki: 3100,
  lokiGrpc: 9196,
  otlpGrpc: 4317,
  otlpHttp: 4318,
  jaeger: 16686,
  jaegerGrpc: 9192,
  jaegerTelemetry: 9188,
  jaegerHealth: 9189,
  spanMetrics: 8889,
} as const;

export type PortName = keyof typeof ports;

/** Ports of components that only the lab in containers has; the others have the same port there. */
export const containerPorts = {
  grafana: 3000,
  tempo: 3200,
  pyroscope: 4040,
  mailpit: 8025,
  mimir: 9009,
  gelf: 12201,
  alloy: 12345,
  faro: 12347,
} as const;

export type ContainerPortName = keyof typeof containerPorts;

/** Ports of the telemetry stores and their receivers, which all environments of a lab share. */
const telemetryPorts: readonly string[] = [
  'pager',
  'prometheus',
  'alertmanager',
  'loki',
  'lokiGrpc',
  'otlpGrpc',
  'otlpHttp',
  'jaeger',
  'jaegerGrpc',
  'jaegerTelemetry',
  'jaegerHealth',
  'spanMetrics',
] satisfies PortName[];

export const isTelemetryPort = (name: PortName | ContainerPortName): boolean =>
  telemetryPorts.includes(name) || name in containerPorts;

/** Reserved for the pages of the shop: services allow requests from there. No component listens on it. */
export const storefrontPort = 3001;

/** The largest offset that keeps every port valid, also of an environment beside `local`. */
export const largestOffset =
  65535 -
  Math.max(...Object.values(ports)) -
  Math.max(...Object.values(environments).map(({ portOffset }) => portOffset));
