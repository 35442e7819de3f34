import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parser } from '@grafana/lezer-traceql';
import { describe, expect, it } from 'vitest';
import { queries } from '../queries';
import { traceqlOf } from './tempo-traces';

const grammar = parser.configure({ strict: true });
const parsed = (traceql: string) => () => grammar.parse(traceql);

const root = resolve(__dirname, '../../../..');
const documented = globSync(['README.md', 'docs/**/*.md'], { cwd: root }).flatMap((file) =>
  [...readFileSync(resolve(root, file), 'utf8').matchAll(/```traceql\n([\s\S]*?)```/g)].map(([, text]) => [
    file,
    text!.trim(),
  ]),
);
const catalogued = Object.entries(queries).flatMap(([name, query]) =>
  'traceql' in query ? [[name, query.traceql]] : [],
);

describe('every TraceQL of the lab fits the grammar', () => {
  it.each([...catalogued, ...documented])('%s: %s', (_, traceql) => {
    expect(parsed(traceql!)).not.toThrow();
  });

  it('a search for any value', () => {
    const attributes = {
      'webstore.order.id': 'ba1ce022',
      'http.response.status_code': '201',
      text: '"} || {\\',
    };
    expect(
      parsed(traceqlOf({ service: 'checkout', attributes, minDurationMs: 250, ...always })),
    ).not.toThrow();
    expect(parsed(traceqlOf({ service: 'checkout', ...always }))).not.toThrow();
    const inStaging = traceqlOf({ service: 'checkout', ...always }, 'staging');
    expect(parsed(inStaging)).not.toThrow();
    expect(inStaging).toContain('resource.deployment.environment.name = "staging"');
  });

  it.each(['{ span.webstore.order.id = }', '{ status = error', 'span.a = "b"', '{ duration >= 1 hour }'])(
    'which %s does not',
    (traceql) => expect(parsed(traceql)).toThrow(),
  );
});

const always = { from: new Date(0), to: new Date() };
