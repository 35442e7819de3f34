import { type Attributes, SpanKind } from '@opentelemetry/api';

/** The name of the component that a call goes to, for span metrics and traces: a span name such as `GET` has none. */
export const PEER = 'peer.service';

/** Names of components by host and port, such as `catalog` for `127.0.0.1:8001`. */
export type Peers = ReadonlyMap<string, string>;

/** The components of variables such as `CATALOG_URL`, by which a service is configured to call them. */
export function peersIn(env: NodeJS.ProcessEnv): Peers {
  return new Map(
    Object.entries(env).flatMap(([variable, value]): [string, string][] => {
      const [, name] = /^([A-Z]+)_URL$/.exec(variable) ?? [];
      const url = name && value ? URL.parse(value) : null;
      if (!url?.hostname) return [];
      return [[`${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`, name!.toLowerCase()]];
    }),
  );
}

/** @returns the component that a span calls, or `undefined` for other spans and for unknown hosts */
export function peerOf(kind: SpanKind, attributes: Attributes, peers: Peers): string | undefined {
  if (kind !== SpanKind.CLIENT && kind !== SpanKind.PRODUCER) return undefined;
  const system = attributes['db.system.name'] ?? attributes['messaging.system'];
  if (typeof system === 'string') return system;
  return peers.get(`${attributes['server.address']}:${attributes['server.port']}`);
}
