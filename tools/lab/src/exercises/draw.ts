import { choose, type Values } from '@webstore/faults';

/** What is secret of an incident. */
export interface Secret {
  seed: number;
  level: number;
  /** Null: nothing breaks, but from the onset on twice as many customers come. */
  fault: { id: string; parameters: Values } | null;
  /** Seconds from the start. */
  onsetAfter: number;
}

interface Kind {
  id: string;
  /** From this level on. */
  level: 1 | 2 | 3;
  parameters: Record<string, (string | number)[]>;
}

/** Faults that can be found from telemetry alone, with the values among which is drawn. */
const kinds: readonly Kind[] = [
  { id: 'service-stopped', level: 1, parameters: { part: ['catalog', 'cart', 'checkout', 'payment'] } },
  {
    id: 'bank-slow',
    level: 2,
    parameters: { country: ['DE', 'FR', 'GB', 'US', 'BR', 'IN', 'AU'], delayMs: [2_000, 2_500, 3_000] },
  },
];

/** The range over which the shop's usual behaviour is seen before. */
const earliest = 100;
const latest = 150;
const shareOfNothing = 0.1;

/** The same seed and level always draw the same. */
export function draw(seed: number, level: number): Secret {
  const random = mulberry32(seed);
  const onsetAfter = earliest + Math.floor(random() * (latest - earliest + 1));
  if (random() < shareOfNothing) return { seed, level, fault: null, onsetAfter };
  const oneOf = <T>(many: readonly T[]): T => many[Math.floor(random() * many.length)]!;
  const { id, parameters } = oneOf(kinds.filter((kind) => kind.level <= level));
  const chosen = Object.entries(parameters).map(([name, values]) => [name, oneOf(values)]);
  return {
    seed,
    level,
    fault: { id, parameters: choose(id, Object.fromEntries(chosen) as Values).parameters },
    onsetAfter,
  };
}

/** Small, and the same everywhere: nobody's security hangs on it (Tommy Ettinger's, in the public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
