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

export function table(columns: Column[], rows: (string | number)[][]): string {
  const drawn = new Table({
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ right }) => (right ? 'right' : 'left')),
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
