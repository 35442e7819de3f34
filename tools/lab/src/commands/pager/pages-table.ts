import type { Page } from '@webstore/contracts';
import { age } from '@webstore/lab-core/output/age.ts';
import { cut, fit, sanitize } from '../trace/drawing/sanitize.ts';
import { paletteOf } from '../trace/drawing/palette.ts';

/** Maximum widths of the columns: together they fit into 80. */
const columns = [
  { title: 'id', most: 4, text: ({ id }: Page) => String(id) },
  { title: 'age', most: 4, text: ({ receivedAt }: Page, now: number) => age(now - Date.parse(receivedAt)) },
  { title: 'kind', most: 6, text: ({ severity }: Page) => severity },
  { title: 'alert', most: 23, text: ({ alert }: Page) => alert },
  { title: 'where', most: 12, text: whereOf },
  { title: 'status', most: 8, text: ({ status }: Page) => status },
  { title: 'notified', most: 8, text: ({ notifications }: Page) => notifications.at(-1)?.level ?? 'none' },
  { title: 'taken by', most: 8, text: ({ acknowledged }: Page) => acknowledged?.by ?? '' },
];

const { error, faint, strong } = paletteOf([]);

/** One row per page, with its cost below it. `width` is the terminal's. */
export function pagesTable(pages: Page[], width: number, now = Date.now()): string {
  const cells = pages.map((page) => columns.map(({ text }) => sanitize(text(page, now))));
  const widths = columns.map(({ title, most }, at) =>
    Math.min(most, Math.max(title.length, ...cells.map((row) => [...row[at]!].length))),
  );
  const line = (row: string[]) =>
    cut(
      row
        .map((cell, at) => fit(cell, widths[at]!))
        .join(' ')
        .trimEnd(),
      width,
    );
  const indent = ' '.repeat(widths[0]! + 1);
  return [
    strong(line(columns.map(({ title }) => title))),
    ...pages.flatMap((page, at) => {
      const row = line(cells[at]!);
      const impact = cut(`${indent}${sanitize(inEnvironment(page, impactOf(page)))}`, width);
      return [isUnacknowledgedPage(page) ? error(row) : row, ...(impact.trim() ? [faint(impact)] : [])];
    }),
  ].join('\n');
}

/** The affected service or target, from its labels. */
function whereOf({ labels }: Page): string {
  const place = labels['service'] ?? labels['consumergroup'] ?? labels['part'];
  return [place, labels['country']].filter(Boolean).join(' ');
}

export function impactOf({ annotations }: Page): string {
  return annotations['impact'] ?? annotations['summary'] ?? '';
}

/** Names an environment that is not the usual one. */
function inEnvironment({ labels: { environment = 'local' } }: Page, text: string): string {
  return environment === 'local' ? text : `${environment}: ${text}`;
}

const isUnacknowledgedPage = ({ status, severity, acknowledged }: Page) =>
  status === 'firing' && severity === 'page' && !acknowledged;
