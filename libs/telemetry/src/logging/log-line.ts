import { z } from 'zod';
import { logLevels } from '../config';

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));

/** Maximum length of a field's text, in characters. Loki permanently refuses a line with more than 64 KiB of metadata. */
export const LONGEST_FIELD = 8_000;
const text = z.string().max(LONGEST_FIELD);

/**
 * One flat log line. Field names are OpenTelemetry's if it has one, else `webstore.…`. Other fields are allowed as a
 * text, a number or a boolean.
 *
 * The descriptions are the table in docs/reference/logging-standard.md; a test compares them.
 */
export const logLine = z
  .object({
    timestamp: z.iso.datetime().describe('When it was written, UTC, in milliseconds'),
    level: z.enum(logLevels).describe('How bad it is'),
    message: text.describe('A constant sentence; what varies is in fields'),
    service: text.describe('The service that wrote it'),
    context: text.optional().describe('The class that wrote it'),
    trace_id: hex(32).optional().describe('The trace in which it was written'),
    span_id: hex(16).optional().describe('The span in which it was written'),
    trace_flags: hex(2).optional().describe('W3C trace flags'),
    'webstore.request.id': text
      .optional()
      .describe("The request: the caller's `x-request-id`, or made at the edge"),
    'webstore.country': text.optional().describe("The customer's country, from baggage"),
    'webstore.customer.segment': text.optional().describe("The customer's segment, from baggage"),
    'webstore.order.id': text.optional().describe('The order it is about'),
    'http.request.method': text.optional().describe('Method of the request that was answered'),
    'http.route': text.optional().describe('Its route, as a pattern: never the path'),
    'http.response.status_code': z.int().optional().describe('Status of the answer'),
    duration_ms: z.number().optional().describe('How long it took, in milliseconds'),
    'exception.type': text.optional().describe('Class of the error'),
    'exception.message': text.optional().describe('What the error says'),
    'exception.stacktrace': text.optional().describe('Where it was thrown, then its causes and members'),
    'exception.cause': text.optional().describe('Its causes and members in one line'),
    'exception.code': text.optional().describe('Its code, or the first that one of its causes has'),
    'db.response.status_code': text.optional().describe("The same where it is a database's: SQLSTATE"),
    other_fields: text.optional().describe('Fields beyond the 84th, as one text'),
  })
  .catchall(z.union([text, z.number(), z.boolean()]));

/** A valid {@link logLine}. */
export type LogLine = z.infer<typeof logLine>;
