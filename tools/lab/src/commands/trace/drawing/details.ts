import type { LogLine } from '@webstore/signals';
import { sanitize } from './sanitize.ts';
import { type MessageHop, messageHopInto } from '../analysis/message-hop.ts';
import type { TraceReport } from '../analysis/report.ts';
import type { Row } from './rows.ts';
import { shortTime } from './short-time.ts';

/** A line under a span. */
export interface Detail {
  text: string;
  tone: 'faint' | 'warning' | 'error';
}

/** The details under a row: its failure, its hop, its links, a corrected clock, its log lines. */
export function detailsOf({ nodes }: Row, { id, logs, startMs }: TraceReport): Detail[] {
  if (nodes.length > 1) {
    const lines = nodes.flatMap(({ span }) => logs.get(span.id) ?? []).length;
    return lines > 0 ? [faint(`${lines} log lines: --full shows them`)] : [];
  }
  const node = nodes[0]!;
  const { span, orphan, parent, shiftMs } = node;
  const hop = messageHopInto(node);
  const others = [...new Set(span.links.map(({ traceId }) => traceId).filter((other) => other !== id))];
  const shifted = shiftMs !== (parent?.shiftMs ?? 0);
  return [
    ...(span.status === 'error' ? [{ text: `✗ ${causeOf(span)}`, tone: 'error' } as const] : []),
    ...(hop ? [faint(hopText(hop))] : []),
    ...others.map((other) => faint(`⇠ continues trace ${other}`)),
    ...(orphan ? [faint(`? its parent ${span.parentId} is not in the store`)] : []),
    ...(shifted ? [faint(`± clock of ${span.service} corrected by ${shiftMs.toFixed(1)} ms`)] : []),
    ...(logs.get(span.id) ?? []).map((line) => logDetail(line, startMs)),
  ];
}

/** A log line: time, level, message, and the fields that are not on every line. */
export function logDetail({ at, line, metadata }: LogLine, startMs: number): Detail {
  const level = metadata['severity_text'] ?? 'info';
  const fields = Object.entries(metadata).flatMap(([key, value]) =>
    onEveryLine.test(key) ? [] : [`${key}=${value}`],
  );
  const offset = shortTime(Math.max(0, at.getTime() - startMs));
  const tone = /^(error|fatal)$/i.test(level) ? 'error' : /^warn/i.test(level) ? 'warning' : 'faint';
  return { text: sanitize([`≡ ${offset}`, level, line, ...fields].join(' ')), tone };
}

const onEveryLine = new RegExp(
  [
    '^(trace|span|severity|observed|scope|http|host|os|process|service|telemetry|deployment)_',
    '^webstore_(country|customer|order_id|request_id)',
    '^(context|flags|detected_level|service|timestamp|level|message)$',
  ].join('|'),
);

/** The topic last: the span name contains it too, and a narrow window cuts it off. */
const hopText = ({ from, to, onBrokerMs, topic }: MessageHop) =>
  `⇢ ${from} → ${to}, ${shortTime(onBrokerMs)} on the broker: ${topic}`;

const faint = (text: string): Detail => ({ text, tone: 'faint' });

function causeOf({ statusMessage, attributes }: Row['nodes'][number]['span']): string {
  const status = attributes['http.response.status_code'];
  const type = attributes['error.type'];
  const said = statusMessage || (type !== undefined && type !== String(status) ? String(type) : '');
  return sanitize(
    [said, status === undefined ? '' : `HTTP ${status}`].filter(Boolean).join(', ') || 'failed',
  );
}
