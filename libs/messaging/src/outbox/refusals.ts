const FIRST_MS = 5_000;
const LONGEST_MS = 600_000;

/** Keys whose next event Kafka refuses. They are skipped for a time that doubles, so that other keys continue. */
export class Refusals {
  private readonly byKey = new Map<string, { count: number; until: number }>();

  constructor(private readonly now: () => number = Date.now) {}

  add(key: string): void {
    const count = (this.byKey.get(key)?.count ?? 0) + 1;
    this.byKey.set(key, { count, until: this.now() + Math.min(FIRST_MS * 2 ** (count - 1), LONGEST_MS) });
  }

  delete(key: string): void {
    this.byKey.delete(key);
  }

  has(key: string): boolean {
    return (this.byKey.get(key)?.until ?? 0) > this.now();
  }

  /** The keys that are skipped now. */
  keys(): string[] {
    return [...this.byKey.keys()].filter((key) => this.has(key));
  }
}
