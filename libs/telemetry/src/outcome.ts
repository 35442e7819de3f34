import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';

/** nginx's status for a client that went before it had its answer. In metrics and log lines alone: it is never sent. */
export const CLIENT_CLOSED_REQUEST = 499;

/** How a request ended. */
export interface Outcome {
  /** The status in metrics and in the request's log line. */
  status: number;
  /** The status that was sent, if one was. */
  sentStatus?: number;
  /** `error.type`, where the request did not end well. */
  errorType?: string;
  /** Whether this service failed it. */
  failed: boolean;
  /** What broke the answer, where that is known. */
  error?: unknown;
}

/** What was seen of a request while it was under way, beside the request and the response themselves. */
export interface Seen {
  /** The error of the stream whose content was the answer. */
  streamError?: unknown;
  /** The error of Node's parser or of its timeouts. */
  clientError?: NodeJS.ErrnoException;
  /** Over HTTP/2: the client has reset the stream, and Node does not close it. */
  isAbandoned?: boolean;
}

/** Reads from request and response, once the response is over, how they ended. */
export function outcomeOf(request: IncomingMessage, response: ServerResponse, seen: Seen): Outcome {
  const { statusCode, headersSent } = response;
  if (isAnswered(response)) return answeredWith(statusCode);
  const sent = headersSent ? { sentStatus: statusCode } : {};
  if (seen.streamError === undefined) {
    const refusal = seen.clientError && refusalOf(seen.clientError);
    if (refusal) return { ...answeredWith(refusal), ...sent };
    if (seen.isAbandoned || hasClientLeft(request, response)) {
      // A client ends a stream of events by leaving: no such stream has another end.
      if (headersSent && isEventStream(response)) return answeredWith(statusCode);
      return { ...(request.complete ? clientClosed : unfinished), ...sent };
    }
  }
  return broken(request, seen.streamError, sent);
}

/** The outcome of what never became a request: Node's parser refused it, or it stopped before its header was whole. */
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
 * The client went before it had sent its whole request, so no answer was owed: not the 499 that objectives count as given up.
 * Over HTTP/2 Node calls what was reset complete.
 */
const unfinished: Outcome = { ...clientClosed, status: 400 };

/** The outcome of what was answered with a status. */
export function answeredWith(status: number): Outcome {
  const failed = status >= 500;
  return { status, sentStatus: status, failed, ...(failed && { errorType: String(status) }) };
}

/** The service itself ended the connection before the answer was whole, whatever status its header had. */
function broken({ socket }: IncomingMessage, error: unknown, sent: Partial<Outcome>): Outcome {
  const { server } = socket as Socket & { server?: { listening: boolean } };
  const isStopping = server?.listening === false;
  const name = error instanceof Error ? error.name : 'response_broken';
  return { status: isStopping ? 503 : 500, errorType: name, failed: true, error, ...sent };
}

/** What the client is sent for what the parser cannot take; undefined where the connection was at fault. */
function refusalOf({ code = '' }: NodeJS.ErrnoException): number | undefined {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  // The end of the connection where more of the request should have come.
  if (code === 'HPE_INVALID_EOF_STATE') return undefined;
  return code.startsWith('HPE_') ? 400 : undefined;
}

const eventStream = 'text/event-stream';

function isEventStream(response: ServerResponse): boolean {
  if (String(response.getHeader('content-type')).startsWith(eventStream)) return true;
  // What `writeHead` is given, as Nest does for events, Node keeps in the header's text alone.
  const { _header: header } = response as ServerResponse & { _header?: unknown };
  return typeof header === 'string' && header.toLowerCase().includes(`content-type: ${eventStream}`);
}

const streamOf = (response: ServerResponse) =>
  (response as ServerResponse & { stream?: ServerHttp2Stream }).stream;

function isAnswered(response: ServerResponse): boolean {
  const stream = streamOf(response);
  // Over HTTP/2 the response says that it has finished when it was reset, too.
  return stream
    ? response.writableEnded && stream.writableFinished && !stream.rstCode
    : response.writableFinished;
}

function hasClientLeft({ socket }: IncomingMessage, response: ServerResponse): boolean {
  const stream = streamOf(response);
  if (!stream) return socket.readableEnded || isNetworkError(socket.errored);
  // What the client resets has ended in order, or has its code, or Node's error for that code.
  if (response.writableEnded || stream.writableFinished) return true;
  const error = stream.errored as NodeJS.ErrnoException | null;
  return error ? String(error.code).startsWith('ERR_HTTP2_') : stream.rstCode !== 0;
}

function isNetworkError(error: (Error & { syscall?: string }) | null): boolean {
  return error?.syscall !== undefined;
}
