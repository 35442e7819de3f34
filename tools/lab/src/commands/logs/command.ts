import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { environmentOption } from '../../command-line/environment.ts';
import { wholeNumber } from '../../command-line/whole-number.ts';
import { Failure } from '@webstore/lab-core/failure.ts';
import { logsOfContainer } from '../../containers/verbs.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import { partArgument } from '../../command-line/component-name.ts';

const ownLogs = ['supervisor', 'download', 'build', 'docker-build', 'docker-pull', 'docker-up', 'host'];

export function register(program: Command): void {
  program
    .command('logs')
    .description(`show what a part wrote; also: ${ownLogs.join(', ')}`)
    .addArgument(partArgument('whose log', ownLogs))
    .addOption(environmentOption())
    .option('-f, --follow', 'go on as it grows')
    .option('-n, --lines <n>', 'how many lines', wholeNumber(0, 1_000_000), 100)
    .action(logs);
}

async function logs(part: string, { follow, lines }: { follow?: boolean; lines: number }): Promise<void> {
  const lab = openLab({ evenIfUnknown: true });
  const ofContainer = lab.inContainers && !ownLogs.includes(part);
  if (ofContainer) {
    process.exitCode = await logsOfContainer(lab, part, { lines, ...(follow && { follow }) });
    return;
  }
  // A component that never started has only the log of its preparation.
  const file = [lab.log(part), lab.log(`${part}.prepare`)].find(existsSync);
  if (!file) throw new Failure(`${part} has not written a log yet.`);
  const tail = spawn('tail', ['-n', String(lines), ...(follow ? ['-F'] : []), file], { stdio: 'inherit' });
  process.on('SIGINT', () => undefined); // tail receives the signal too, and ends.
  await new Promise((resolve) => tail.once('exit', resolve));
}
