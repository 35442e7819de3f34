import type { Finding } from '@webstore/exercises';

/** Each predicate with the expected value, the measured value, and how to reproduce it. */
export function describedFindings(findings: Finding[]): string {
  return findings.map(described).join('\n');
}

function described({ ok, about, holds, expected, measured, query }: Finding): string {
  const lines = [
    ['expected', expected],
    ['measured', measured],
    ['look', query],
  ].filter(([, text]) => text);
  return [
    `${ok ? '✓' : '✗'} ${about}: ${holds}`,
    ...lines.map(([name, text]) => `    ${name!.padEnd(9)} ${text}`),
  ].join('\n');
}
