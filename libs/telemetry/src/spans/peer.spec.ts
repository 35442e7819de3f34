import { SpanKind } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { peerOf, peersIn } from './peer';

const peers = peersIn({
  CATALOG_URL: 'http://127.0.0.1:8001',
  CART_URL: 'http://cart:8002/',
  ACQUIRER_URL: 'https://bank.invalid',
  OTEL_SERVICE_NAME: 'checkout',
  BROKEN_URL: 'nonsense',
});

describe('the component that a span calls', () => {
  it.each([
    [
      'an HTTP service, by its configured address',
      { 'server.address': '127.0.0.1', 'server.port': 8001 },
      'catalog',
    ],
    ['an HTTP service in a container', { 'server.address': 'cart', 'server.port': 8002 }, 'cart'],
    [
      'an HTTPS service at the usual port',
      { 'server.address': 'bank.invalid', 'server.port': 443 },
      'acquirer',
    ],
    [
      'PostgreSQL',
      { 'db.system.name': 'postgresql', 'server.address': '127.0.0.1', 'server.port': 5432 },
      'postgresql',
    ],
    ['Redis', { 'db.system.name': 'redis' }, 'redis'],
    ['Kafka', { 'messaging.system': 'kafka' }, 'kafka'],
    ['an unknown host', { 'server.address': 'example.invalid', 'server.port': 80 }, undefined],
    ['nothing', {}, undefined],
  ])('is %s', (_, attributes, name) => {
    for (const kind of [SpanKind.CLIENT, SpanKind.PRODUCER])
      expect(peerOf(kind, attributes, peers)).toBe(name);
  });

  it('does not exist for spans of incoming requests and messages', () => {
    for (const kind of [SpanKind.SERVER, SpanKind.CONSUMER, SpanKind.INTERNAL])
      expect(peerOf(kind, { 'messaging.system': 'kafka' }, peers)).toBeUndefined();
  });
});
