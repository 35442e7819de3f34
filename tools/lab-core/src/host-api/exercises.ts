import { z } from 'zod';
import { mitigationActions } from './mitigations.ts';

const moment = z.iso.datetime();
/** Used as a file name. */
export const learnerForm = /^(?!\.)[\w.-]{1,40}$/;
export const learner = z.string().regex(learnerForm, 'must be 1 to 40 letters, digits, dots or dashes');
const exerciseId = z.string().regex(/^[a-z0-9-]{1,60}$/, 'must be the number or the name of an exercise');
/** A question, a hint tier or a predicate; points are given for each. */
const about = z.string();

const listedExercise = z.object({
  id: z.string(),
  title: z.string(),
  goal: z.string(),
  time: z.string(),
  skills: z.string(),
  /** Whether the round that runs is about it. */
  running: z.boolean(),
  /** The learner's best score, of 100. */
  best: z.number().nullable(),
});
export const exerciseList = z.object({ exercises: z.array(listedExercise) });

export const question = z.object({ name: z.string(), ask: z.string(), looksLike: z.string() });
export const exerciseDetails = listedExercise.omit({ running: true, best: true }).extend({
  isIncident: z.boolean(),
  /** Markdown. */
  story: z.string(),
  questions: z.array(question),
  hints: z.number().int(),
});

/** One round runs at a time. Nothing here is the ground truth of an exercise or the secret of an incident. */
export const round = z.object({
  exercise: z.string(),
  learner: z.string(),
  startedAt: moment,
  /** One for each hint that was shown. */
  hints: z.array(moment),
  answers: z.record(z.string(), z.object({ value: z.string(), at: moment })),
  /** Each check, with what did not hold and what did. */
  tries: z.array(z.object({ at: moment, wrong: z.array(about), right: z.array(about) })),
  /** Of an incident: the SHA-256 of its salted secret, which the debrief opens. */
  commitment: z.string().nullable(),
  customersThere: z.boolean(),
});
export type ShownRound = z.infer<typeof round>;

export const startRequest = z.strictObject({
  exercise: exerciseId,
  learner,
  /** Of an incident. */
  level: z.number().int().min(1).max(3).default(1),
  /** Of an incident: the same one again. Default: a random one. */
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .optional(),
});

/** Values of answers, by the name of their question. */
export const answers = z.record(z.string().regex(/^[\w-]{1,100}$/), z.string().max(1_000));

export const hint = z.object({
  tier: z.number().int(),
  of: z.number().int(),
  hint: z.string(),
  /** False: it was the last one already, and costs nothing again. */
  isNew: z.boolean(),
});

export const objectives = z.object({
  objectives: z.array(
    z.object({
      objective: z.string(),
      /** Share that must succeed, 0..1. */
      target: z.number(),
      /** Share that failed in the last 25 seconds and in five minutes; absent: no events. */
      failedNow: z.number().optional(),
      failed5m: z.number().optional(),
    }),
  ),
});

export const finding = z.object({
  about,
  holds: z.string(),
  ok: z.boolean(),
  expected: z.string(),
  measured: z.string(),
  /** How to reproduce the measurement. */
  query: z.string(),
});

export const result = z.object({
  exercise: z.string(),
  startedAt: moment,
  endedAt: moment,
  outcome: z.enum(['passed', 'given up']),
  score: z.number(),
  hints: z.number().int(),
  wrongTries: z.number().int(),
  /** Seconds from the start until the first right answer to each question. */
  solvedAfter: z.record(z.string(), z.number()),
});

/** What a round was about, once it is over. */
export const debrief = z.object({
  result,
  /** The learner's earlier best score. */
  best: z.number().nullable(),
  timeline: z.array(z.object({ at: moment, what: z.string() })),
  trace: z.object({ id: z.string(), url: z.string(), logQuery: z.string() }).nullable(),
  secret: z
    .object({
      component: z.string(),
      cause: z.string(),
      onset: moment.nullable(),
      mitigation: z
        .object({
          action: z.enum(mitigationActions),
          part: z.string(),
          settings: z.record(z.string(), z.string()),
        })
        .nullable(),
      /** The commitment is the SHA-256 of salt and text. */
      salt: z.string(),
      text: z.string(),
      seed: z.number(),
      level: z.number(),
    })
    .nullable(),
  shortestWay: z.array(z.string()),
});
export type Debrief = z.infer<typeof debrief>;

export const checked = z.object({
  exercise: z.string(),
  passed: z.boolean(),
  score: z.number(),
  hints: z.number().int(),
  wrongTries: z.number().int(),
  findings: z.array(finding),
  wrong: z.array(about),
  customersThere: z.boolean(),
  /** Only of a round that this check has ended. */
  debrief: debrief.nullable(),
});

export const givenUp = z.object({
  exercise: z.string(),
  /** What can be found right now, from telemetry alone; of an incident, the debrief has it. */
  solution: z
    .object({
      answers: z.array(z.object({ question: z.string(), value: z.string() })),
      /** Why it cannot be found right now. */
      problem: z.string().nullable(),
    })
    .nullable(),
  debrief,
});

export const reset = z.object({
  /** The exercise of the round that it ended. */
  ended: z.string().nullable(),
  tookMs: z.number(),
});
