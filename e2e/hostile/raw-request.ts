import { connect } from 'node:net';

/** A request as raw bytes, because no HTTP client would send it. */
export interface RawRequest {
  service: string;
  port: number;
  bytes: Buffer;
  /** The client disconnects after this many bytes. Default: it waits for the answer. */
  cutAt?: number;
}

/**
 * Maximum time that a service may take to answer or to close the connection: its own deadlines are shorter.
 */
const DEADLINE_MS = 30_000;
/** A service does not answer an incomplete request: after this time the client half-closes the connection. */
const PATIENCE_MS = 1_000;

/**
 * Status of each answer, one for each request in the bytes; empty if the connection was closed without an
 * answer.
 */
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
    socket.on('error', () => undefined); // A reset also ends the connection.
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
