import type { Finding } from '@webstore/exercises';

/** Each predicate with what was expected, what was measured, and how to look for oneself. */
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
