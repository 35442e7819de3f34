import type { IncomingMessage } from 'node:http';
import { DomainError } from '@webstore/contracts';
import { limits } from './limits';
import { HttpRefusal } from './problem';

/** The JSON body of a request, up to the maximum body size. */
export async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const { 'content-type': type = '', 'content-length': length = '0' } = request.headers;
  if (type.split(';')[0]!.trim().toLowerCase() !== 'application/json')
    throw new HttpRefusal(415, 'send application/json');
  if (Number(length) > limits.bodyBytes) throw tooLarge();
  const text = await textOf(request);
  // JSON can contain NUL only as an escape.
  if (text.includes('\\u0000')) throw new DomainError('invalid_request', 'the body holds NUL');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DomainError('invalid_request', 'the body is not JSON', { cause });
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limits.bodyBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof HttpRefusal) throw cause;
    throw new DomainError('invalid_request', 'the body broke off', { cause });
  }
  return Buffer.concat(chunks).toString();
}

const tooLarge = () => new HttpRefusal(413, `a body has at most ${limits.bodyBytes} bytes`);
