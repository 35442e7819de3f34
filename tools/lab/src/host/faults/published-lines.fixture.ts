import { vi } from 'vitest';

interface Push {
  streams: { values: [at: string, line: string, metadata: object][] }[];
}

/** Records the lines that the lab writes into Loki. Other requests are sent. `vi.restoreAllMocks` ends it. */
export function recordPublishedLines(): string[] {
  const lines: string[] = [];
  const send = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation((url, options) => {
    if (!String(url).endsWith('/loki/api/v1/push')) return send(url, options);
    const { streams } = JSON.parse(options!.body as string) as Push;
    lines.push(...streams.flatMap(({ values }) => values.map(([, line]) => line)));
    return Promise.resolve(new Response());
  });
  return lines;
}
