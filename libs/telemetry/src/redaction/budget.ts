/** Cost limit for one value, in characters, because its objects can be nested and shared in any way. */
export class Budget {
  constructor(public left: number) {}

  get isSpent(): boolean {
    return this.left <= 0;
  }

  spend(characters: number): void {
    this.left -= characters;
  }

  /** Charges for listing the names of an object: listing costs time per name, even for names that are not used. */
  spendOnNames(names: readonly string[]): void {
    this.left -= names.length / 8;
  }
}
