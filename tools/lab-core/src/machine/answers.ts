import { connect } from 'node:net';

/** Timeout of one attempt, so that the next one can succeed. */
const patience = 2_000;

/** Whether the address answers 200. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** The response of the address; undefined without one. */
export async function textOf(url: string): Promise<string> {
  try {
    return await (await fetch(url, { signal: AbortSignal.timeout(patience) })).text();
  } catch {
    return '';
  }
}

/** Sends bytes to a local port and returns whether the response is accepted. */
export function answersBytes(
  port: number,
  sent: Buffer | string,
  accepts: (reply: Buffer) => boolean,
): Promise<boolean> {
  return new Promise((resolve) => {
    let reply = Buffer.alloc(0);
    const socket = connect({ host: '127.0.0.1', port, timeout: patience });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => socket.write(sent));
    socket.on('data', (chunk) => {
      reply = Buffer.concat([reply, chunk]);
      if (accepts(reply)) end(true);
    });
    for (const over of ['timeout', 'error', 'end'] as const) socket.once(over, () => end(false));
  });
}
