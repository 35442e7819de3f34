import { z } from 'zod';

export const faultId = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'must be the id of a fault');

const parameterValue = z.union([z.string().max(1_000), z.number()]);
const parameters = z.record(z.string().max(100), parameterValue);

/** An active fault. */
const active = z.object({
  since: z.iso.datetime(),
  parameters,
  /** False when a restart, a rollback or a flush has ended it before it was healed. */
  holds: z.boolean(),
});

const works = z.union([z.literal(true), z.string()]);

/** A fault of the catalogue, as docs/reference/faults.md explains it. */
export const fault = z.object({
  id: z.string(),
  title: z.string(),
  component: z.string(),
  where: z.string(),
  signal: z.object({
    query: z.string(),
    with: z.record(z.string(), z.string()).optional(),
    direction: z.enum(['above', 'below']),
    atLeast: z.number(),
  }),
  skill: z.string(),
  cause: z.string(),
  mitigation: z.object({
    action: z.string(),
    part: z.string(),
    settings: z.record(z.string(), z.string()).optional(),
  }),
  mechanism: z.enum(['lab', 'switch']),
  /** For each form of the lab: true, or a sentence that says why the fault does not work there. */
  works: z.object({ native: works, containers: works }),
  parameters: z.record(z.string(), z.object({ takes: z.string(), default: parameterValue })),
  on: active.nullable(),
});
export type ListedFault = z.infer<typeof fault>;

export const faultList = z.object({
  /** During an exercise, no active fault is listed. */
  hidden: z.boolean(),
  faults: z.array(fault),
});

/** Values of parameters as `./lab break` takes them: text. */
export const breakRequest = z.strictObject({
  id: faultId,
  parameters: z.record(z.string().max(100), z.string().max(1_000)).default({}),
});

export const started = z.object({
  id: z.string(),
  title: z.string(),
  parameters,
  since: z.iso.datetime(),
});

export const healed = z.object({
  /** Empty: it was not active. */
  healed: z.array(z.object({ id: z.string(), tookMs: z.number() })),
  /** Components whose rollouts of mitigations were reverted; only when all faults are healed. */
  released: z.array(z.string()),
});
