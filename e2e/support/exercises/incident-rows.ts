import { setTimeout as pause } from 'node:timers/promises';
import { resolveFault, isBeyond, rangeOf } from '@webstore/faults';
import { execa } from 'execa';
import { expect } from 'vitest';
import { messageOf } from '@webstore/lab-core/failure.ts';
import { modeOf } from '@webstore/lab/host/faults/mode.ts';
import { draw, type Secret } from '@webstore/lab/host/exercises/incident/draw.ts';
import { readSealed } from '@webstore/lab/host/exercises/incident/sealed-incident.ts';
import { readFaultState } from '@webstore/lab/host/faults/index.ts';
import { measured } from '@webstore/lab/host/faults/measured.ts';

import { table } from '@webstore/lab-core/output/table.ts';
import { answers, begins, checked, ends, notDone, solved } from './exercise-rounds.ts';
import { lab, run } from '../labs/running-lab.ts';
import { keptOf, shownOf } from '../assertions/traces-of-faults.ts';
import { passesIdle, takenAllTheSame } from '../assertions/wrong-answers.ts';

const id = '07-incident';
const patienceMs = 480_000;
/** Three windows of 20 seconds, after the backlog has been processed. */
const seenWithinMs = 300_000;

/** The course of one incident, in seconds; unsealed after its end. */
export interface Row {
  seed: number;
  level: number;
  what: string;
  /** From the onset until its signal left the baseline by the catalogue's margin; null: it never did. */
  visibleAfter: number | null;
  /** From the onset. */
  answeredAfter: number;
  solvedAfter: number;
  /** Wrong answers that passed. */
  taken: string[];
  score: number;
  resetTook: number;
}

/** Starts an incident, lets the solver answer and fix it, waits for the confirmation, and resets the lab. */
export async function incident(seed: number, level: number): Promise<Row> {
  const secret = draw(seed, level, modeOf(lab));
  try {
    const filesBefore = await changedFiles();
    const startedAt = await begins({ id }, '--seed', String(seed), '--level', String(level));
    const found = await solved(id, startedAt, patienceMs, notDone);
    const idle = await passesIdle(found, secret);
    const right = await solved(id, startedAt, patienceMs);
    await answers(right);
    const answeredAt = Date.now();
    const taken = await takenAllTheSame(right);
    if (idle) taken.push('who does nothing');
    expect(await revealingWords()).toEqual([]);
    expect(await changedFiles()).toBe(filesBefore);
    // The file is deleted when the round ends.
    const { onset } = readSealed(lab)!;
    const score = await passes();
    const solvedAt = Date.now();
    const resetTook = await reset();
    const since = (moment: number) => Math.round((moment - onset!.getTime()) / 1000);
    return {
      seed,
      level,
      what: described(secret),
      taken,
      score,
      resetTook,
      visibleAfter: await visibleAfter(secret, startedAt, onset!, new Date(solvedAt)),
      answeredAfter: since(answeredAt),
      solvedAfter: since(solvedAt),
    };
  } catch (error) {
    const failure = `level ${level}, seed ${seed}, ${described(secret)}: ${messageOf(error)}`;
    // A long run reports each failure at once, not only at its end.
    console.log(failure);
    throw new Error(failure, { cause: error });
  } finally {
    await ends();
  }
}

/** Words that reveal the incident, or that there is one, in everything readable during the round. */
async function revealingWords(): Promise<string[]> {
  const [active] = readFaultState(lab).active;
  // Enough for both stores to return all in one page, even when busy.
  const justNow = new Date(Date.now() - 20_000);
  const left = active ? [...(await shownOf(active)), ...(await keptOf(active, justNow))] : [];
  const shown = (await run('status')).all;
  const words = [...(active ? [active.id, active.key] : []), 'incident', 'decoy', 'keeper'];
  return [...left, ...words.filter((word) => shown.includes(word)).map((word) => `${word} is shown`)];
}

const changedFiles = async () => (await execa('git', ['status', '--porcelain'], { cwd: lab.root })).stdout;

/** Only the mitigation may need time to show; an answer is right or wrong at once. */
async function passes(): Promise<number> {
  const until = Date.now() + seenWithinMs;
  for (;;) {
    const { passed, score, findings } = await checked();
    if (passed) return score;
    const wrong = findings.filter(({ ok }) => !ok);
    const said = wrong.map(({ holds, measured }) => `${holds} ${measured}`).join('\n');
    expect(
      wrong.filter(({ about }) => about !== 'mitigated'),
      said,
    ).toEqual([]);
    if (Date.now() > until) throw new Error(`What was fixed is not seen:\n${said}`);
    await pause(5_000);
  }
}

async function reset(): Promise<number> {
  const began = Date.now();
  const { exitCode, all } = await run('exercise', 'reset');
  expect(exitCode, all).toBe(0);
  return Math.round((Date.now() - began) / 1000);
}

const described = ({ fault }: Secret) =>
  fault ? [fault.id, ...Object.values(fault.parameters)].join(' ') : 'nothing';

/** Reads the stores after the round: the test makes no queries during it. */
async function visibleAfter(
  { fault }: Secret,
  startedAt: Date,
  onset: Date,
  to: Date,
): Promise<number | null> {
  if (!fault) return null;
  const { signal } = resolveFault(fault.id, fault.parameters);
  const at = (ms: number) => measured(lab, signal, new Date(ms));
  const usual: number[] = [];
  for (let ms = startedAt.getTime() + 30_000; ms < onset.getTime(); ms += 5_000)
    usual.push(...[await at(ms)].filter((value) => value !== undefined));
  for (let ms = onset.getTime(); ms < to.getTime(); ms += 1_000) {
    const value = await at(ms);
    if (value !== undefined && isBeyond(value, rangeOf(usual), signal)) return (ms - onset.getTime()) / 1000;
  }
  return null;
}

export const tableOf = (rows: Row[]): string =>
  table(
    ['seed', 'level', 'what', 'visible', 'answered', 'solved', 'taken', 'score', 'reset'].map((title) => ({
      title,
    })),
    rows.map(({ seed, level, what, visibleAfter, answeredAfter, solvedAfter, taken, score, resetTook }) =>
      [
        seed,
        level,
        what,
        visibleAfter ?? '-',
        answeredAfter,
        solvedAfter,
        taken.length,
        score,
        resetTook,
      ].map(String),
    ),
  );
