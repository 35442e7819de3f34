import type { AddressInfo } from 'node:net';
import { bank } from './bank';
import { readConfig } from './config';
import { CaptureLedger } from './ledger';
import { serve } from './server';

const print = (line: string) => console.log(`${new Date().toISOString()} ${line.trim()}`);

const config = readConfig();
const ledger = new CaptureLedger(config.DATA_FILE);
const server = serve(bank(ledger, print), print);

server.listen(config.PORT, config.HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  print(`the bank is open on ${address}:${port}`);
});

// Answers what is in flight, then closes the books; the process ends when nothing is left to do.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => server.close(() => ledger.close()));
}
