import { join } from 'node:path';
import { execa } from 'execa';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { services as shop } from '@webstore/lab-core/clients/services.ts';
import { nativeControl } from '@webstore/supervisor/native-control.ts';

/**
 * Gives the ports, databases and consumer groups of the shop's services to the bench, and restarts the
 * services afterwards.
 */
export async function withShopStopped<T>(lab: Lab, work: () => Promise<T>): Promise<T> {
  await build(lab);
  const control = nativeControl(lab);
  // Resolves when each is ready, or cannot be: the status shows which.
  const giveBack = () => Promise.allSettled(shop.map((part) => control.start(part)));
  // The bench's processes end with it; the supervisor would leave the shop stopped.
  const interrupted = () => void giveBack().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    for (const part of shop) await control.stop(part);
    return await work();
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await giveBack();
  }
}

async function build(lab: Lab): Promise<void> {
  const bin = join(lab.root, 'node_modules/.bin');
  const env = { PATH: `${bin}:${process.env['PATH']}`, NX_DAEMON: 'false', NX_TUI: 'false' };
  await execa(process.execPath, [join(bin, 'nx'), 'run-many', '-t', 'build'], { cwd: lab.root, env });
}
