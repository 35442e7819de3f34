import { type Context, ROOT_CONTEXT } from '@opentelemetry/api';

/**
 * A context for a few values. OpenTelemetry's own context copies a Map and creates three functions per set value, and a
 * request sets about ten.
 */
export class SmallContext implements Context {
  /** @param entries key, value, key, value, … */
  constructor(private readonly entries: readonly unknown[] = []) {}

  /** A small context in place of the root context; any other context is returned unchanged. */
  static from(context: Context): Context {
    return context === ROOT_CONTEXT ? empty : context;
  }

  getValue(key: symbol): unknown {
    const at = this.placeOf(key);
    return at < 0 ? undefined : this.entries[at + 1];
  }

  setValue(key: symbol, value: unknown): Context {
    const entries = this.entries.slice();
    const at = this.placeOf(key);
    if (at < 0) entries.push(key, value);
    else entries[at + 1] = value;
    return new SmallContext(entries);
  }

  deleteValue(key: symbol): Context {
    const at = this.placeOf(key);
    return at < 0 ? this : new SmallContext(this.entries.toSpliced(at, 2));
  }

  private placeOf(key: symbol): number {
    for (let at = 0; at < this.entries.length; at += 2) if (this.entries[at] === key) return at;
    return -1;
  }
}

const empty = new SmallContext();
