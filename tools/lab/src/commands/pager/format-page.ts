import type { Page } from '@webstore/contracts';
import { sanitize } from '../trace/drawing/sanitize.ts';

const shown = ['summary', 'impact', 'runbook_url', 'dashboard_url', 'traces', 'exemplars'];

/** A page as `pager show` prints it: all details, and the next command to type. */
export function formatPage(page: Page): string {
  const { id, annotations, labels, acknowledged, traceId } = page;
  const others = Object.entries(annotations).filter(([name]) => !shown.includes(name));
  const lines: [string, string | undefined][] = [
    ['alert', `${page.alert}, ${page.severity} for team ${page.team}`],
    ['status', page.resolvedAt ? `resolved at ${page.resolvedAt}` : 'firing'],
    ['summary', annotations['summary']],
    ['impact', annotations['impact']],
    ...others,
    [
      'labels',
      Object.entries(labels)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
    ],
    ['started', page.startsAt],
    ['received', `${page.receivedAt} by ${page.receiver}`],
    ...page.notifications.map(({ level, people, at }): [string, string] => [
      'notified',
      `${at} ${level}: ${people.join(', ')}`,
    ]),
    [
      'acknowledged by',
      acknowledged ? `${acknowledged.by} at ${acknowledged.at}` : `none; run ./lab pager ack ${id}`,
    ],
    ['runbook', annotations['runbook_url']],
    ['dashboard', annotations['dashboard_url']],
    ['traces', annotations['traces']],
    ['exemplars', annotations['exemplars']],
    ['trace', traceId ? `./lab trace ${traceId}` : annotations['exemplars'] && 'no exemplar was found'],
  ];
  return [
    `Page ${id}`,
    ...lines.flatMap(([name, text]) => (text ? [`  ${name.padEnd(10)} ${sanitize(text)}`] : [])),
  ].join('\n');
}
