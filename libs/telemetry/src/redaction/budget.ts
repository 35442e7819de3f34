/** What one value may cost in total, in characters: its objects can be nested and shared in any way. */
export class Budget {
  constructor(public left: number) {}

  get isSpent(): boolean {
    return this.left <= 0;
  }

  spend(characters: number): void {
    this.left -= characters;
  }

  /** The names of an object have been listed. That costs something for each, shown or not, and for...in lists them all too. */
  spendOnNames(names: readonly string[]): void {
    this.left -= names.length / 8;
  }
}
