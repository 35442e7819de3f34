import { existsSync } from 'node:fs';
import { versionOf } from '@webstore/lab-core/machine/programs.ts';
import type { Finding } from './finding.ts';

const tools = [
  { what: 'npm', args: ['--version'], fix: 'install Node.js with npm from nodejs.org or your distribution' },
  {
    what: 'go',
    args: ['version'],
    fix: 'install Go 1.26.5 or newer: without it no traces, logs, lag and traffic',
  },
  {
    what: 'java',
    args: ['-version'],
    fix: 'sudo apt-get install default-jre-headless: without it no Kafka, and no shop',
  },
  { what: 'mvn', args: ['-v'], fix: 'sudo apt-get install maven: it brings Kafka' },
  { what: 'redis-server', args: ['--version'], fix: './lab up as root installs it' },
  { what: 'prometheus', args: ['--version'], fix: './lab up as root installs it' },
];

export async function checkTools(): Promise<Finding[]> {
  return Promise.all(
    tools.map(async ({ what, args, fix }) => {
      const version = await versionOf(what, args);
      return version ? { what, found: version } : { what, found: 'missing', fix };
    }),
  );
}

export function checkRoot(): Finding {
  if (process.getuid?.() === 0) return { what: 'root', found: 'yes' };
  const installed = ['redis-server', 'prometheus'].every((name) => existsSync(`/usr/bin/${name}`));
  if (installed) return { what: 'root', found: 'no, and not needed' };
  return { what: 'root', found: 'no', fix: 'run ./lab up as root once, or install what it names' };
}
