// The health check of images that have Node and no curl: exits with 0 when the address answers 200.
//   node healthcheck.mts URL            one attempt
//   node healthcheck.mts URL SECONDS    retries for at most this long: for containers that depend on an image without a health check
import { setTimeout as pause } from 'node:timers/promises';

const [url = '', seconds = '0'] = process.argv.slice(2);
const deadline = Date.now() + Number(seconds) * 1_000;

async function found(): Promise<string> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    await answer.body?.cancel();
    return String(answer.status);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

let last = await found();
while (last !== '200' && Date.now() < deadline) {
  await pause(1_000);
  last = await found();
}
if (last !== '200') process.stderr.write(`${url}: ${last}\n`);
process.exitCode = last === '200' ? 0 : 1;
