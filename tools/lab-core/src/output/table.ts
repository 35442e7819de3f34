import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';

const noLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

export interface Column {
  title: string;
  right?: boolean;
}

/** cli-table3 takes time with the square of the number of rows. */
const rowsAtOnce = 100;

export function table(columns: Column[], rows: (string | number)[][]): string {
  const head = columns.map(({ title }) => title);
  if (rows.length <= rowsAtOnce) return draw(columns, head, rows);
  const widths = columns.map((_, at) =>
    [head, ...rows].reduce((most, row) => Math.max(most, maximumWidthOf(String(row[at] ?? ''))), 0),
  );
  const pieces = Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, piece) =>
    draw(columns, piece === 0 ? head : [], rows.slice(piece * rowsAtOnce, (piece + 1) * rowsAtOnce), widths),
  );
  return pieces.join('\n');
}

function draw(columns: Column[], head: string[], rows: (string | number)[][], colWidths?: number[]): string {
  const drawn = new Table({
    head,
    colAligns: columns.map(({ right }) => (right ? 'right' : 'left')),
    ...(colWidths && { colWidths }),
    chars: noLines,
    style: {
      head: process.stdout.isTTY && process.stdout.hasColors() ? ['bold'] : [],
      border: [],
      compact: true,
      'padding-left': 0,
      'padding-right': 0,
    },
  });
  drawn.push(...rows);
  return drawn.toString();
}

/** Characters that a terminal may draw in two columns. A column that is too wide is only padded; too narrow, it is cut. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[^\u{0}-\u{ffff}]/gu;

function maximumWidthOf(text: string): number {
  const lines = stripVTControlCharacters(text).split('\n');
  return Math.max(...lines.map((line) => [...line].length + [...line.matchAll(wide)].length));
}
