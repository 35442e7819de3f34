import { join } from 'node:path';
import { execa } from 'execa';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { services as shop } from '@webstore/lab-core/clients/services.ts';
import { ask, watch } from '@webstore/supervisor/daemon/client.ts';

const isOfShop = (name: string) => shop.some((part) => part === name);

/**
 * Gives the ports, databases and consumer groups of the shop's services to the bench, and restarts the
 * services afterwards.
 */
export async function withShopStopped<T>(lab: Lab, work: () => Promise<T>): Promise<T> {
  await build(lab);
  const giveBack = async () => {
    for (const part of shop) await ask(lab, { do: 'start', part });
  };
  // The bench's processes end with it; the supervisor would leave the shop stopped.
  const interrupted = () => void giveBack().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    for (const part of shop) await ask(lab, { do: 'stop', part });
    return await work();
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await giveBack();
    await shopIsReady(lab);
  }
}

async function shopIsReady(lab: Lab): Promise<void> {
  for await (const parts of watch(lab))
    if (parts.every(({ name, state, settled }) => !isOfShop(name) || state === 'ready' || settled)) return;
}

async function build(lab: Lab): Promise<void> {
  const bin = join(lab.root, 'node_modules/.bin');
  const env = { PATH: `${bin}:${process.env['PATH']}`, NX_DAEMON: 'false', NX_TUI: 'false' };
  await execa(process.execPath, [join(bin, 'nx'), 'run-many', '-t', 'build'], { cwd: lab.root, env });
}
