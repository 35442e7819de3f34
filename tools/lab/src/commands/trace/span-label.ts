import type { Span } from '@webstore/signals';

/** What a span is called in the waterfall: its name, and for a call to somebody, whom. */
export function spanLabel({ name, kind, attributes }: Span): string {
  const host = attributes['server.address'];
  const port = attributes['server.port'];
  const bareMethod = /^[A-Z]+$/.test(name);
  return kind === 'client' && bareMethod && host !== undefined ? `${name} ${[host, port].join(':')}` : name;
}
