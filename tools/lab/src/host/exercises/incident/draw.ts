import { type Mode, resolveFault, type Values } from '@webstore/faults';
import { type IncidentTemplate, incidentTemplates } from './incident-templates.ts';

/** A harmless visible event, before the fault or beside it. */
export interface Decoy {
  /**
   * `release`: a component is rolled out again without a change. `customers`: twice as many, for half a
   * minute.
   */
  kind: 'release' | 'customers';
  /** Only for a release. */
  part?: string;
  /** Seconds from the start. */
  after: number;
}

/** The sealed part of an incident. */
export interface Secret {
  seed: number;
  level: number;
  /** Null: no fault, but twice as many customers from the onset on. */
  fault: { id: string; parameters: Values } | null;
  /** Seconds from the start. */
  onsetAfter: number;
  decoy: Decoy | null;
}

/** The range of the onset, which leaves time for a baseline. */
const earliest = 100;
const latest = 150;
const shareOfNothing = 0.1;
const shareOfDecoys = 1 / 3;
/** Seconds by which a decoy precedes or follows the onset; never in the first minute and a half. */
const decoyBefore = 10;
const decoyAfter = 20;

/** In one form of the lab, the same seed and level always draw the same. */
export function draw(seed: number, level: number, mode: Mode = 'native'): Secret {
  const random = mulberry32(seed);
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const oneOf = <T>(many: readonly T[]): T => many[Math.floor(random() * many.length)]!;
  const onsetAfter = between(earliest, latest);
  const fault = random() < shareOfNothing ? null : drawFault(level, mode, oneOf);
  const decoy =
    level > 1 && random() < shareOfDecoys
      ? {
          ...drawDecoy(fault, oneOf),
          after: between(onsetAfter - decoyBefore, onsetAfter + decoyAfter),
        }
      : null;
  return { seed, level, fault, onsetAfter, decoy };
}

type OneOf = <T>(many: readonly T[]) => T;

/** The fault is drawn first, so that one with two lines is not drawn twice as often. */
function drawFault(level: number, mode: Mode, oneOf: OneOf): Secret['fault'] {
  const possible = incidentTemplates.filter(
    ({ id, levels }) => (levels as number[]).includes(level) && resolveFault(id).works[mode] === true,
  );
  const id = oneOf([...new Set(possible.map((kind) => kind.id))]);
  const { parameters }: IncidentTemplate = oneOf(possible.filter((kind) => kind.id === id));
  const chosen = Object.entries(parameters).map(([name, values]) => [name, oneOf(values)]);
  return { id, parameters: resolveFault(id, Object.fromEntries(chosen) as Values).parameters };
}

/** The faulty component has no decoy release: rolling back its last release must fix it. */
function drawDecoy(fault: Secret['fault'], oneOf: OneOf): Omit<Decoy, 'after'> {
  // Without a fault, additional customers are already the event.
  const kind = fault ? oneOf(['release', 'customers'] as const) : 'release';
  if (kind === 'customers') return { kind };
  const { component, where } = fault ? resolveFault(fault.id, fault.parameters) : {};
  const others = ['catalog', 'cart', 'payment'].filter((part) => part !== component && part !== where);
  return { kind, part: oneOf(others) };
}

/** Small, and the same on every machine; not for security (by Tommy Ettinger, in the public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
