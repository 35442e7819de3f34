import { connect } from 'node:net';

/** A request as bytes, so that it may be one that no HTTP client would send. */
export interface RawRequest {
  service: string;
  port: number;
  bytes: Buffer;
  /** After this many bytes the client hangs up. Default: it waits for the answer. */
  cutAt?: number;
}

/** Longest time that a service may take to answer or to close the connection: its own deadlines are shorter. */
const DEADLINE_MS = 30_000;
/** A request that is never completed is not answered either: after this time the client says that nothing more comes. */
const PATIENCE_MS = 1_000;

/** Statuses of the answers, one for each request that the bytes held; empty: the connection was closed without one. */
export function send({ port, bytes, cutAt }: RawRequest): Promise<number[]> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1' });
    const deadline = setTimeout(() => {
      socket.destroy();
      reject(
        new Error(
          `neither answer nor end within ${DEADLINE_MS} ms: ${JSON.stringify(String(bytes).slice(0, 200))}`,
        ),
      );
    }, DEADLINE_MS);
    const end = () => {
      clearTimeout(deadline);
      resolve([...answer.matchAll(/(?:^|\r?\n)HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)));
    };
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', () => undefined); // A reset is an end like any other.
    socket.on('close', end);
    socket.on('connect', () => {
      if (cutAt === undefined) {
        socket.write(bytes);
        const patience = setTimeout(() => socket.end(), PATIENCE_MS);
        socket.once('data', () => clearTimeout(patience)).once('close', () => clearTimeout(patience));
        return;
      }
      socket.write(bytes.subarray(0, cutAt), () => socket.destroy());
    });
  });
}
