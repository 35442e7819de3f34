import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { requireRunning } from '../require-running.ts';

/**
 * Runs code that needs the libs, on the running lab. It is imported only when its command runs, because `up`
 * builds the libs and starts without them.
 */
export async function lazily<Code, Result>(
  load: () => Promise<Code>,
  run: (lab: Lab, code: Code) => Result,
): Promise<Awaited<Result>> {
  const lab = openLab();
  await requireRunning(lab);
  return await run(lab, await load());
}
