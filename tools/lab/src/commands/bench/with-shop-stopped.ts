import { execa } from 'execa';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { services as shop } from '@webstore/lab-core/clients/services.ts';
import { buildAll } from '@webstore/supervisor/components/launching/build-service.ts';
import { nativeControl } from '@webstore/supervisor/native-control.ts';

/**
 * Gives the ports, databases and consumer groups of the shop's services to the bench, and restarts the
 * services afterwards.
 */
export async function withShopStopped<T>(lab: Lab, work: () => Promise<T>): Promise<T> {
  await buildAll(lab, async (command, args) => {
    await execa(command, args, { cwd: lab.root });
  });
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
