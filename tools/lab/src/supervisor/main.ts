import { rmSync } from 'node:fs';
import { openLab } from '../lab.ts';
import { nobodyIsScraped } from '../stack/prometheus-targets.ts';
import { socketPath } from './messages.ts';
import { removePidFile, writePidFile } from './pid-file.ts';
import { serve } from './server.ts';
import { Supervisor } from './supervisor.ts';

/** The background process: started by `up`, it holds every part until `down`. */
const lab = openLab();
const supervisor = new Supervisor(lab);

writePidFile(lab, 'supervisor', process.pid);
nobodyIsScraped(lab);
const asked = serve(supervisor);
// The terminal that started it may close; a shutdown of the machine is a `down`.
process.on('SIGHUP', () => undefined);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void supervisor.down().then(() => end()));
}
await asked;
end();

function end(): never {
  rmSync(socketPath(lab), { force: true });
  removePidFile(lab, 'supervisor');
  process.exit();
}
