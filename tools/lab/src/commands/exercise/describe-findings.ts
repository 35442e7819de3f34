import type { Finding } from '@webstore/exercises';

/** Each predicate with the expected value, the measured value, and how to reproduce it. */
export function describeFindings(findings: Finding[]): string {
  return findings.map(describe).join('\n');
}

function describe({ ok, about, holds, expected, measured, query }: Finding): string {
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
