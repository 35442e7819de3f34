import type { Span } from '@webstore/signals';

/** The label of a span in the waterfall: its name, and for a call the called component. */
export function spanLabel({ name, kind, attributes }: Span): string {
  const host = attributes['server.address'];
  const port = attributes['server.port'];
  const bareMethod = /^[A-Z]+$/.test(name);
  return kind === 'client' && bareMethod && host !== undefined ? `${name} ${[host, port].join(':')}` : name;
}
