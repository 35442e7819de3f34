import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';

/** nginx's status for a client that disconnected before the response. Only for metrics and log lines: it is never sent. */
export const CLIENT_CLOSED_REQUEST = 499;

/** How a request ended. */
export interface Outcome {
  /** The status in metrics and in the request's log line. */
  status: number;
  /** The sent status; undefined if none was sent. */
  sentStatus?: number;
  /** `error.type` of a failed request. */
  errorType?: string;
  /** Whether this service is responsible for the failure. */
  failed: boolean;
  /** The error that broke the response, if known. */
  error?: unknown;
}

/** Observations during a request, in addition to the request and response objects. */
export interface Seen {
  /** The error of the stream that was the response body. */
  streamError?: unknown;
  /** The error of Node's parser or of its timeouts. */
  clientError?: NodeJS.ErrnoException;
  /** HTTP/2 only: the client has reset the stream, but Node does not close it. */
  isAbandoned?: boolean;
}

/** Determines the outcome of a request after the end of its response. */
export function outcomeOf(request: IncomingMessage, response: ServerResponse, seen: Seen): Outcome {
  const { statusCode, headersSent } = response;
  if (isAnswered(response)) return answeredWith(statusCode);
  const sent = headersSent ? { sentStatus: statusCode } : {};
  if (seen.streamError === undefined) {
    const refusal = seen.clientError && refusalOf(seen.clientError);
    if (refusal) return { ...answeredWith(refusal), ...sent };
    if (seen.isAbandoned || hasClientLeft(request, response)) {
      // A client ends an event stream by disconnecting; that is its normal end.
      if (headersSent && isEventStream(response)) return answeredWith(statusCode);
      return { ...(request.complete ? clientClosed : unfinished), ...sent };
    }
  }
  return broken(request, seen.streamError, sent);
}

/** The outcome if there is no request object: Node's parser refused the data, or the request head was incomplete. */
export function outcomeOfUnparsed(clientError: NodeJS.ErrnoException): Outcome {
  const refusal = refusalOf(clientError);
  return refusal ? answeredWith(refusal) : clientClosed;
}

const clientClosed: Outcome = {
  status: CLIENT_CLOSED_REQUEST,
  errorType: 'client_closed_request',
  failed: false,
};

/**
 * The client disconnected before the end of its request, so no response was due. Not a 499, which objectives count as abandoned.
 * Over HTTP/2, Node marks a reset request as complete.
 */
const unfinished: Outcome = { ...clientClosed, status: 400 };

/** The outcome of a complete response. */
export function answeredWith(status: number): Outcome {
  const failed = status >= 500;
  return { status, sentStatus: status, failed, ...(failed && { errorType: String(status) }) };
}

/** The service itself ended the connection before the end of the response, with any status in its head. */
function broken({ socket }: IncomingMessage, error: unknown, sent: Partial<Outcome>): Outcome {
  const { server } = socket as Socket & { server?: { listening: boolean } };
  const isStopping = server?.listening === false;
  const name = error instanceof Error ? error.name : 'response_broken';
  return { status: isStopping ? 503 : 500, errorType: name, failed: true, error, ...sent };
}

/** The status of Node's response to a parser error; undefined if the connection failed. */
function refusalOf({ code = '' }: NodeJS.ErrnoException): number | undefined {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  // The connection ended within the request.
  if (code === 'HPE_INVALID_EOF_STATE') return undefined;
  return code.startsWith('HPE_') ? 400 : undefined;
}

const eventStream = 'text/event-stream';

function isEventStream(response: ServerResponse): boolean {
  if (String(response.getHeader('content-type')).startsWith(eventStream)) return true;
  // Headers passed to `writeHead`, as Nest does for event streams, are only in Node's head text.
  const { _header: header } = response as ServerResponse & { _header?: unknown };
  return typeof header === 'string' && header.toLowerCase().includes(`content-type: ${eventStream}`);
}

const streamOf = (response: ServerResponse) =>
  (response as ServerResponse & { stream?: ServerHttp2Stream }).stream;

function isAnswered(response: ServerResponse): boolean {
  const stream = streamOf(response);
  // Over HTTP/2, a reset response is also marked as finished.
  return stream
    ? response.writableEnded && stream.writableFinished && !stream.rstCode
    : response.writableFinished;
}

function hasClientLeft({ socket }: IncomingMessage, response: ServerResponse): boolean {
  const stream = streamOf(response);
  if (!stream) return socket.readableEnded || isNetworkError(socket.errored);
  // A stream that the client reset either ended normally, or has a reset code or Node's error for that code.
  if (response.writableEnded || stream.writableFinished) return true;
  const error = stream.errored as NodeJS.ErrnoException | null;
  return error ? String(error.code).startsWith('ERR_HTTP2_') : stream.rstCode !== 0;
}

function isNetworkError(error: (Error & { syscall?: string }) | null): boolean {
  return error?.syscall !== undefined;
}
