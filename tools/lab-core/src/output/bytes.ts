const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export function bytes(count: number): string {
  const power = Math.min(Math.max(Math.floor(Math.log2(Math.max(count, 1)) / 10), 0), units.length - 1);
  const value = count / 1024 ** power;
  return `${power > 2 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}
