import { z } from 'zod';
import { stages } from '../components/component.ts';
import type { Request } from './messages.ts';

/** A command's request has a few dozen bytes. */
const longestLine = 4 * 1024;

const request = z.discriminatedUnion('do', [
  z.object({ do: z.literal('up'), last: z.enum(stages) }),
  z.object({ do: z.enum(['down', 'status', 'watch']) }),
  z.object({ do: z.enum(['start', 'stop', 'restart', 'kill']), part: z.string() }),
]);

/** @throws Error with a sentence for its sender */
export function parseRequest(line: string): Request {
  let content: unknown;
  try {
    content = JSON.parse(line);
  } catch {
    throw new Error('A request is one line of JSON.');
  }
  const read = request.safeParse(content);
  if (!read.success) throw new Error(`No such request: ${z.prettifyError(read.error)}`);
  return read.data as Request;
}

/** Splits the input into lines, and stores no more of an unfinished line than the maximum of a request. */
export class LineReader {
  #rest = Buffer.alloc(0);

  /** @throws Error when a line is too long */
  take(chunk: Buffer): string[] {
    // Split as bytes: a character may arrive in two chunks.
    const bytes = Buffer.concat([this.#rest, chunk]);
    const end = bytes.lastIndexOf('\n') + 1;
    this.#rest = bytes.subarray(end);
    const lines = bytes.subarray(0, end).toString().split('\n');
    if (this.#rest.length > longestLine || lines.some(({ length }) => length > longestLine))
      throw new Error(`A request has at most ${longestLine} bytes.`);
    return lines.filter((line) => line.trim() !== '');
  }
}
