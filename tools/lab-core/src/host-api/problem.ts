import { z } from 'zod';
import { type ExitCode, exitCodes, Failure } from '../failure.ts';

/** The names of the exit codes: what a command that receives the problem ends with. */
export const failureKinds = Object.keys(exitCodes).filter((name) => name !== 'ok') as FailureKind[];
export type FailureKind = Exclude<keyof typeof exitCodes, 'ok'>;

/** An operation without its progress and its result. */
export const operationSummary = z.object({
  id: z.uuid(),
  /** The name of the route that started it, such as `breakFault`. */
  kind: z.string(),
  startedAt: z.iso.datetime(),
});

/** Problem details (RFC 9457): the body of every error response, media type `application/problem+json`. */
export const problem = z.object({
  /** `urn:webstore:problem:<slug>` */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** Validation errors of the request. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  failure: z.enum(failureKinds),
  /** With `operation_running`: the operation to wait for. */
  operation: operationSummary.optional(),
});
export type Problem = z.infer<typeof problem>;

interface Kind {
  status: number;
  title: string;
  failure: FailureKind;
}

/** Every problem of the host, by slug. */
export const problemKinds = {
  invalid_request: { status: 400, title: 'The request is not valid', failure: 'usage' },
  unauthenticated: { status: 401, title: 'The token of this lab is needed', failure: 'usage' },
  foreign_page: { status: 403, title: 'Pages of this origin may not write', failure: 'usage' },
  not_found: { status: 404, title: 'There is no such thing', failure: 'usage' },
  operation_running: { status: 409, title: 'Another operation is running', failure: 'failed' },
  failed: { status: 409, title: 'It was not possible in the present state', failure: 'failed' },
  refused: { status: 422, title: 'It is not possible as requested', failure: 'usage' },
  internal: { status: 500, title: 'Something went wrong on our side', failure: 'failed' },
  bad_settings: { status: 500, title: 'A setting of the lab is wrong', failure: 'badSettings' },
  port_taken: { status: 500, title: 'A port of the lab is taken', failure: 'portTaken' },
  store_unavailable: { status: 503, title: 'A telemetry backend did not answer', failure: 'failed' },
  unavailable: { status: 503, title: 'Something that is needed is missing', failure: 'unavailable' },
  not_running: { status: 503, title: 'The lab is not running', failure: 'notRunning' },
  no_space: { status: 507, title: 'No space is left on a disk', failure: 'noSpace' },
} as const satisfies Record<string, Kind>;
export type ProblemSlug = keyof typeof problemKinds;

const prefix = 'urn:webstore:problem:';

export const problemOf = (slug: ProblemSlug, detail?: string): Problem => ({
  type: `${prefix}${slug}`,
  ...problemKinds[slug],
  ...(detail !== undefined && { detail }),
});

const slugOfExit: Record<Exclude<ExitCode, 0>, ProblemSlug> = {
  [exitCodes.failed]: 'failed',
  [exitCodes.usage]: 'refused',
  [exitCodes.unavailable]: 'unavailable',
  [exitCodes.portTaken]: 'port_taken',
  [exitCodes.badSettings]: 'bad_settings',
  [exitCodes.noSpace]: 'no_space',
  [exitCodes.notRunning]: 'not_running',
};

export const problemOfFailure = ({ exitCode, message }: Failure): Problem =>
  problemOf(slugOfExit[exitCode === exitCodes.ok ? exitCodes.failed : exitCode], message);

/** The failure that a command ends with. */
export const failureOf = ({ detail, title, failure }: Problem): Failure =>
  new Failure(detail ?? `${title}.`, exitCodes[failure]);
