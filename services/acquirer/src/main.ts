import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bank } from './bank';
import { conditionsIn } from './conditions';
import { readConfig } from './config';
import { CaptureLedger } from './ledger';
import { serve } from './server';

const print = (line: string) => console.log(`${new Date().toISOString()} ${line.trim()}`);

const config = readConfig();
const ledger = new CaptureLedger(config.DATA_FILE);
const first = serve(bank(ledger, print, conditionsIn(config.CONDITIONS_FILE)), print);
const standby = serve(bank(ledger, print), print);
const open: Server[] = [];

for (const [site, host] of [
  [first, config.HOST],
  [standby, config.STANDBY_HOST],
] as const) {
  if (!host) continue;
  open.push(site);
  site.listen(config.PORT, host, () => {
    const { address, port } = site.address() as AddressInfo;
    print(`the bank is open on ${address}:${port}`);
  });
}

// Answers what is in flight, then closes the books; the process ends when nothing is left to do.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(
    signal,
    () =>
      void Promise.all(open.map((site) => new Promise((closed) => site.close(closed)))).then(() =>
        ledger.close(),
      ),
  );
}
