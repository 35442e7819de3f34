/** One line of the doctor's table; `fix` is the remedy, and is absent when all is well. */
export interface Finding {
  what: string;
  found: string;
  fix?: string | undefined;
}

/** A finding that is well when `fix` is undefined. */
export const finding = (what: string, found: string, fix?: string | false): Finding =>
  fix ? { what, found, fix } : { what, found };
