/**
 * Which of the two formats a scraper asks for. OpenMetrics only by name: whoever accepts anything (curl, promtool) reads the older one.
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

/** A sample up to its value: labels are quoted, and may hold any character. */
const sample = /^[\w:]+(?:\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})? \S+/;
const description = /^# (HELP|TYPE) (\S+) ?/;

/**
 * OpenMetrics as prom-client writes it, in the older text format: a counter's family has the name of its samples, there are no
 * exemplars, and the end has no mark. From text to text, since prom-client's own switch renames counters for good.
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
