import { rmSync, writeSync } from 'node:fs';
import { openLab } from '@webstore/lab-core/lab.ts';
import { componentsOf } from '../components/index.ts';
import { clearTargets } from '../components/configuring/prometheus-targets.ts';
import { reasonOf } from '@webstore/lab-core/state/system-error.ts';
import { isSupervised } from './client.ts';
import { socketPath } from './messages.ts';
import { removePidFile, writePidFile } from '@webstore/lab-core/machine/pid-file.ts';
import { serve } from './server.ts';
import { Supervisor } from './supervisor.ts';

/** The background process: `up` starts it, and it supervises every component until `down`. */
const lab = openLab({ evenIfUnknown: true });
const supervisor = new Supervisor(lab, componentsOf(lab));
const { troubles } = supervisor;

// An exit here would leave every component without a supervisor: an error is logged and shown, and the rest
// continues.
process.on('uncaughtException', (error) => troubles.note('something unforeseen', error));
process.on('unhandledRejection', (error) => troubles.note('something unforeseen', error));
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
// The terminal that started it may close. A shutdown of the machine counts as `down`; a repeated signal does
// not shorten it.
process.on('SIGHUP', () => undefined);
let isEnding = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (isEnding) return;
    isEnding = true;
    void troubles.guardAsync('to end everything', () => supervisor.down()).then(() => end());
  });
}

if (await isSupervised(lab)) stop('Another supervisor of this lab runs already.');
troubles.guard('to write the pid file of supervisor', () => writePidFile(lab, 'supervisor', process.pid));
troubles.guard('to have nothing scraped', () => clearTargets(lab));
try {
  await serve(supervisor);
} catch (error) {
  stop(`The supervisor cannot listen on ${socketPath(lab)}: ${reasonOf(error)}.`);
}
end();

function end(): never {
  troubles.guard('to remove the socket', () => rmSync(socketPath(lab), { force: true }));
  troubles.guard('to remove the pid file of supervisor', () => removePidFile(lab, 'supervisor'));
  process.exit();
}

/** Before anything was started. */
function stop(sentence: string): never {
  troubles.guard('to say why it ends', () => writeSync(2, `${sentence}\n`));
  process.exit(1);
}
