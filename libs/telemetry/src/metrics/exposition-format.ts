/**
 * Selects the exposition format. OpenMetrics only if the header names it; clients that accept anything (curl, promtool) get text.
 * @param accept the Accept header
 */
export function formatFor(accept: string | undefined): 'openmetrics' | 'text' {
  const ranges = (accept ?? '').toLowerCase().split(',').map(mediaRange);
  const weight = (...types: string[]) => {
    const found = ranges.filter(({ type }) => types.includes(type));
    return Math.max(0, ...found.map(({ q }) => q));
  };
  const openMetrics = weight('application/openmetrics-text');
  return openMetrics > 0 && openMetrics >= weight('text/plain') ? 'openmetrics' : 'text';
}

function mediaRange(range: string): { type: string; q: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
  const q = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
  return { type, q: q >= 0 ? q : 0 };
}

/** A sample up to its value. Label values are quoted and may contain any character. */
const sample = /^[\w:]+(?:\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})? \S+/;
const description = /^# (HELP|TYPE) (\S+) ?/;

/**
 * Converts prom-client's OpenMetrics to the older text format: counter families have the name of their samples, without
 * exemplars and end mark. Converts the text, because prom-client's own switch permanently renames counters.
 */
export function textFormat(openMetrics: string): string {
  const lines = openMetrics.split('\n').filter((line) => line !== '# EOF');
  const counters = new Set<string>();
  for (const line of lines) {
    const [, keyword, name] = description.exec(line) ?? [];
    if (keyword === 'TYPE' && line.endsWith(' counter')) counters.add(name!);
  }
  return lines
    .map((line) => (line.startsWith('#') ? family(line, counters) : withoutExemplar(line)))
    .join('\n');
}

function family(line: string, counters: Set<string>): string {
  return line.replace(description, (start, _keyword, name: string) =>
    counters.has(name) ? start.replace(name, `${name}_total`) : start,
  );
}

function withoutExemplar(line: string): string {
  return sample.exec(line)?.[0] ?? line;
}
