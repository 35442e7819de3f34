import type { ContainerPortName, PortName } from '@webstore/lab-core/ports.ts';

/** The variable of a port in docker-compose.yml: OTLP_GRPC_PORT for `otlpGrpc`. */
export const portVariable = (name: PortName | ContainerPortName) =>
  `${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_PORT`;
