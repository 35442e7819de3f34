/** Prints a value for programs: the output of `--json`. */
export const printJson = (value: unknown): void => console.log(JSON.stringify(value, null, 2));
