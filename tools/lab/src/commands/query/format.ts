/** Up to six significant digits; large and small numbers in scientific notation. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Number(value.toPrecision(6));
  return Math.abs(rounded) >= 1e12 ? rounded.toExponential() : String(rounded);
}

const bars = '▁▂▃▄▅▆▇█';

/**
 * The course of values as one character each, from their minimum to their maximum; a space where there is none.
 *
 * @param values `undefined` for a gap
 */
export function sparkline(values: (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined && Number.isFinite(value)) as number[];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const level = (value: number) => (high === low ? 0 : Math.round(((value - low) / (high - low)) * 7));
  return values
    .map((value) => (value === undefined || !Number.isFinite(value) ? ' ' : bars[level(value)]))
    .join('');
}

/** The local time of day, to the millisecond. */
export const formatTime = (at: Date): string => {
  const part = (value: number, digits = 2) => String(value).padStart(digits, '0');
  return `${part(at.getHours())}:${part(at.getMinutes())}:${part(at.getSeconds())}.${part(at.getMilliseconds(), 3)}`;
};
