/** Invalid variables of this library and of the SDK, one line each. */
export class TelemetryConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
    this.name = 'TelemetryConfigError';
  }
}

/** A rule for the values of a variable. */
export interface Rule {
  allows(text: string): boolean;
  /** Description of valid values, shown after "expected". */
  expected: string;
}

/** Maximum delay of Node's timers in milliseconds; a longer one fires at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Only decimal digits: `Number` would also accept `''`, `0x10`, `1e3` and `Infinity`. */
export const wholeNumber = (from: number, to = Number.MAX_SAFE_INTEGER): Rule => ({
  allows: (text) => /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to,
  expected:
    to < Number.MAX_SAFE_INTEGER ? `a whole number from ${from} to ${to}` : `a whole number, ${from} or more`,
});

export const decimal = (from: number, to: number): Rule => ({
  allows: (text) => /^(?:\d+(?:\.\d+)?|\.\d+)$/.test(text) && Number(text) >= from && Number(text) <= to,
  expected: `a number from ${from} to ${to}`,
});

/** One of the given words, case-sensitive. */
export const oneOf = (...words: readonly string[]): Rule => ({
  allows: (text) => words.includes(text),
  expected: `one of ${words.join(', ')}`,
});

export const httpUrl: Rule = {
  allows: (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !/[?#]/.test(text),
  expected: 'a URL such as http://127.0.0.1:4318',
};

export const anyText: Rule = { allows: () => true, expected: 'a text' };

/**
 * Reads and checks variables. Empty or blank values count as unset. {@link Variables.refuse} reports all invalid
 * variables together.
 */
export class Variables {
  private readonly problems: string[] = [];

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** The trimmed value; undefined if it is unset or invalid. */
  text(name: string, rule = anyText): string | undefined {
    const text = this.env[name]?.trim();
    if (!text) return undefined;
    if (rule.allows(text)) return text;
    // Never the value: it may be a secret.
    this.problems.push(`${name}: expected ${rule.expected}`);
    return undefined;
  }

  number(name: string, rule: Rule, byDefault: number): number {
    return Number(this.text(name, rule) ?? byDefault);
  }

  /** @throws TelemetryConfigError that names every invalid variable */
  refuse(): void {
    if (this.problems.length > 0) throw new TelemetryConfigError(this.problems);
  }
}
