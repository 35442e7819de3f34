import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bank } from './bank';
import { conditionsIn } from './conditions';
import { readConfig } from './config';
import { CaptureLedger } from './ledger';
import { limits } from './limits';
import { serve } from './server';

const print = (line: string) => console.log(`${new Date().toISOString()} ${line.trim()}`);

const config = readConfig();
const ledger = openLedger(config.DATA_FILE);
const first = serve(
  bank(ledger, print, conditionsIn(config.CONDITIONS_FILE, print)),
  print,
  config.HTTP_ALLOWED_HOSTS,
);
const standby = serve(bank(ledger, print), print, config.HTTP_ALLOWED_HOSTS);
const open: Server[] = [];

for (const [site, host, port] of [
  [first, config.HOST, config.PORT],
  [standby, config.STANDBY_HOST, config.STANDBY_PORT ?? config.PORT],
] as const) {
  if (!host) continue;
  open.push(site);
  site.listen(port, host, () => {
    const { address, port: opened } = site.address() as AddressInfo;
    print(`the bank is open on ${address}:${opened}`);
  });
}

// Completes requests in flight, then closes the ledger. A caller without a response can query the outcome.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void Promise.all(open.map((site) => new Promise((closed) => site.close(closed)))).then(end);
    setTimeout(() => {
      for (const site of open) site.closeAllConnections();
      end();
    }, limits.drainMs);
  });
}

function openLedger(file: string): CaptureLedger {
  try {
    return new CaptureLedger(file);
  } catch (error) {
    print(`error ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

/** Exits explicitly: the timers of queued, undecided charges would keep the process alive. */
function end(): never {
  ledger.close();
  process.exit();
}
